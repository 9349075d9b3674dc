/**
 * @typedef {Readonly<Record<string, readonly string[]>>} Results - names of tests by what came of them, sorted
 */

/**
 * @param {{ tests: readonly { name: string, result: string }[] }} output - of the harness
 * @returns {Results}
 */
export function summarise({ tests }) {
  /** @type {Record<string, string[]>} */
  const by = { pass: [], fail: [], skip: [] };
  for (const { name, result } of tests) (by[result] ??= []).push(name);
  for (const list of Object.values(by)) list.sort();
  return by;
}

/**
 * The tests that passed before and do not now. A test that is gone counts: nobody may drop one unseen.
 *
 * @param {Results} before
 * @param {Results} now
 * @returns {readonly string[]}
 */
export function compareResults(before, now) {
  const passing = new Set(now.pass ?? []);
  return (before.pass ?? []).filter((name) => !passing.has(name));
}
