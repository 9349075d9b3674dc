/**
 * A repeatable source of choices.
 *
 * @typedef {object} Random
 * @property {() => number} fraction - at least 0, less than 1
 * @property {(limit: number) => number} below - whole, at least 0, less than `limit`
 * @property {<T>(choices: readonly T[]) => T} pick - one of them
 */

/**
 * Numbers of their own for each stream of a seed, so that what one route looks like depends on no other.
 * Mulberry32: quick, and good enough to vary text.
 *
 * @param {number} seed
 * @param {number} stream
 * @returns {Random}
 */
export function makeRandom(seed, stream) {
  let state = (Math.imul(seed, 0x9e3779b1) ^ Math.imul(stream + 1, 0x85ebca6b)) >>> 0;
  const fraction = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (/** @type {number} */ limit) => Math.floor(fraction() * limit);
  return { fraction, below, pick: (choices) => choices[below(choices.length)] };
}
