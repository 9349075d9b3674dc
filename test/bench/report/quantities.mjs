/** @typedef {import('../measure/statistics.mjs').Spread} Spread */

/**
 * @param {number} milliseconds
 * @returns {string} in the unit that reads best
 */
export function duration(milliseconds) {
  if (milliseconds >= 10_000) return `${(milliseconds / 1000).toFixed(1)} s`;
  if (milliseconds >= 1000) return `${(milliseconds / 1000).toFixed(2)} s`;
  return `${milliseconds.toFixed(milliseconds < 10 ? 1 : 0)} ms`;
}

/**
 * @param {number} bytes
 * @returns {string} decimal units
 */
export function size(bytes) {
  if (bytes === 0) return '';
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

/**
 * @param {Spread} value - in milliseconds
 * @returns {string[]} minimum, median, maximum
 */
export function durations({ min, median, max }) {
  return [min, median, max].map(duration);
}

/**
 * @param {number} value
 * @returns {string}
 */
export function factor(value) {
  return `${value.toFixed(value < 10 ? 2 : 1)}×`;
}
