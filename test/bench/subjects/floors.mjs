import { childSubject } from './child.mjs';

/** Everything is compared with this one: the fastest reader of YAML that is widely used. */
export const floorName = 'js-yaml, parse alone';

/**
 * What no compiler can go below: reading the YAML, and printing what Envoy gets.
 *
 * @param {import('./input.mjs').Input} input
 * @param {string} xds - folder of an earlier output for Envoy
 * @returns {import('../measure/turns.mjs').Subject[]}
 */
export function floorSubjects(input, xds) {
  return [
    childSubject(floorName, 'parse-js-yaml.mjs', [input.file]),
    childSubject('yaml, parse alone', 'parse-yaml.mjs', [input.file]),
    childSubject('JSON.stringify of the xDS', 'stringify.mjs', [xds]),
  ];
}
