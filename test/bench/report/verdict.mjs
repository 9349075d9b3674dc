/**
 * @typedef {object} Verdict
 * @property {string} goal
 * @property {string} limit
 * @property {string} measured
 * @property {boolean | null} met - null when it was not measured
 */

/**
 * @typedef {object} Limit
 * @property {'at most' | 'at least'} kind
 * @property {number} limit
 * @property {' ms' | ' s' | ' MB' | '×'} unit
 * @property {number} digits - behind the point of what was measured
 */

/**
 * @param {string} goal
 * @param {number | null} value - null when it was not measured
 * @param {Limit} allowed
 * @returns {Verdict}
 */
export function verdict(goal, value, { kind, limit, unit, digits }) {
  const met = value === null ? null : kind === 'at most' ? value <= limit : value >= limit;
  return {
    goal,
    limit: `${kind === 'at most' ? '≤' : '≥'} ${limit}${unit}`,
    measured: value === null ? 'not measured' : `${value.toFixed(digits)}${unit}`,
    met,
  };
}

/**
 * @param {number} limit
 * @param {Limit['unit']} unit
 * @returns {Limit}
 */
export function atMost(limit, unit) {
  return { kind: 'at most', limit, unit, digits: unit === '×' ? 1 : 0 };
}

/**
 * @param {number | null} one
 * @param {number | null} other
 * @returns {number | null} null when one of them was not measured
 */
export function ratio(one, other) {
  return one === null || other === null ? null : one / other;
}
