import type { TimeoutSetting, Timeouts } from '../../ir/index.ts';
import { say, verb } from '../sentence.ts';
import { compareFields, sameMeaning, type FieldComparisons } from './fields.ts';
import type { RuleChange, RulePair } from './rule-change.ts';

const timeoutFields: FieldComparisons<Timeouts, RulePair, RuleChange> = {
  request: (before, after, pair) => compareOne('a request timeout', before, after, pair),
  backendRequest: (before, after, pair) =>
    compareOne('a timeout for each attempt at a backend', before, after, pair),
};

export function compareTimeouts(
  before: Timeouts,
  after: Timeouts,
  pair: RulePair,
): readonly RuleChange[] {
  return compareFields(timeoutFields, before, after, pair);
}

function compareOne(
  what: string,
  before: TimeoutSetting,
  after: TimeoutSetting,
  { base, head }: RulePair,
): readonly RuleChange[] {
  if (sameMeaning(before, after)) return [];
  const predicate = say`now ${verb('has', 'have')} ${[what]} of ${durationOf(after)} (was ${durationOf(before)})`;
  return [
    {
      risk: 'low',
      area: 'timeout',
      how: 'changed',
      predicate,
      base: base.origin,
      head: head.origin,
    },
  ];
}

function durationOf(setting: TimeoutSetting): string {
  switch (setting.kind) {
    case 'default':
      return 'the default';
    case 'disabled':
      return 'none';
    case 'after': {
      const { milliseconds } = setting;
      return milliseconds % 1000 === 0
        ? `${String(milliseconds / 1000)}s`
        : `${String(milliseconds)}ms`;
    }
  }
}
