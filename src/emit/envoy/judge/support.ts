import { exact, type Support } from '../../../target/capability.ts';

export function unsupported(why: string): Support {
  return { level: 'unsupported', why, instead: 'reject-rule' };
}

/** The first verdict that is not `exact`, the worst kind first. */
export function worst(verdicts: readonly Support[]): Support {
  return (
    verdicts.find(({ level }) => level === 'unsupported') ??
    verdicts.find(({ level }) => level === 'approximated') ??
    exact
  );
}
