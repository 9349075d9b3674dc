// Properties as the tests within Stryker see them: the same hundred examples for every mutant.
import fc from 'fast-check';

const most = 100;

export default {
  ...fc,
  assert: (property, { numRuns = most, ...rest } = {}) =>
    fc.assert(property, { ...rest, numRuns: Math.min(numRuns, most), seed: 1 }),
};
