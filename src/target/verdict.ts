import { exact, type Support } from './capability.ts';

/** Requests of the rule get 500 instead; `why` is prose without a final dot. */
export function unsupported(why: string): Support {
  return { level: 'unsupported', why, instead: 'reject-rule' };
}

/** The first verdict that is not exact, where none is approximated; null where all are exact. */
export function firstRefusal<T>(items: readonly T[], judge: (item: T) => Support): Support | null {
  for (const item of items) {
    const verdict = judge(item);
    if (verdict.level !== 'exact') return verdict;
  }
  return null;
}

/** The first verdict that is not `exact`, the worst kind first. */
export function worst(verdicts: readonly Support[]): Support {
  return (
    verdicts.find(({ level }) => level === 'unsupported') ??
    verdicts.find(({ level }) => level === 'approximated') ??
    exact
  );
}
