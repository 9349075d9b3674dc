/**
 * Of several runs.
 *
 * @typedef {object} Spread
 * @property {number} min
 * @property {number} median
 * @property {number} max
 */

/**
 * @param {readonly number[]} values
 * @returns {Spread}
 * @throws RangeError when there are none
 */
export function spread(values) {
  if (values.length === 0) throw new RangeError('no values');
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  return { min: sorted[0], median: (lower + upper) / 2, max: sorted[sorted.length - 1] };
}

/**
 * Spreads of the numbers that several records have under each name; a name that is missing somewhere counts
 * where it is present.
 *
 * @param {readonly Readonly<Record<string, number>>[]} records
 * @returns {ReadonlyMap<string, Spread>} in the order of first occurrence
 */
export function spreads(records) {
  /** @type {Map<string, number[]>} */
  const values = new Map();
  for (const record of records)
    for (const [name, value] of Object.entries(record))
      values.set(name, [...(values.get(name) ?? []), value]);
  return new Map([...values].map(([name, each]) => [name, spread(each)]));
}
