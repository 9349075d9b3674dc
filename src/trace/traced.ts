import type { HeaderChange, ListenerView, Outcome, TargetResult } from './model.ts';

/** A result before the target's findings are added to it. */
export type Traced = Omit<TargetResult, 'approximations'>;

export const nowhere = { listener: null, host: null, candidates: [], rule: null } as const;

/** No response; prose without a final dot. */
export function closed(why: string, listener: ListenerView | null = null): Traced {
  return { ...nowhere, listener, outcome: { kind: 'closed', why } };
}

/** An answer of the gateway before any rule is looked at. */
export function answered(listener: ListenerView | null, status: number, why: string): Traced {
  return { ...nowhere, listener, outcome: respond(status, why) };
}

export function respond(
  status: number,
  why: string,
  response: readonly HeaderChange[] = [],
): Outcome {
  return { kind: 'response', status, why, filters: [], response };
}
