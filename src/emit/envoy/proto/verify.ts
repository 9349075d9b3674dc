import { checkType, type MessageAt, type Place } from './check-value.ts';
import type { Find } from './descriptor.ts';
import { messageType } from './field-type.ts';
import { planOf, type MessagePlan } from './plan.ts';
import { child, type Problem } from './problem.ts';
import { envoyMinor } from './version-floor.ts';

export interface VerifyOptions {
  /** Refuses what this version of Envoy does not know yet; the newest by default. */
  readonly envoyVersion?: string;
  readonly observer?: Observer;
  /** False: all pointers are empty, as making one for every value takes longer than the check. True by default. */
  readonly pointers?: boolean;
}

/** Is told of messages of some names, of each before those that it contains. */
export interface Observer {
  readonly wants: (name: string) => boolean;
  readonly observe: (message: MessageAt) => void;
}

const nobody: Observer = { wants: () => false, observe: () => undefined };

/**
 * Checks the canonical proto3 JSON of a message, with the protos' own field names.
 *
 * @param message - full name
 * @returns what is wrong, in the order of the JSON
 */
export type Verify = (
  message: string,
  value: unknown,
  options?: VerifyOptions,
) => readonly Problem[];

/**
 * Makes a verifier for the messages of a descriptor. It finds what Envoy's own reading would refuse: unknown fields, wrong types, unknown
 * enum values, several members of a oneof, and broken protoc-gen-validate rules. It also refuses deprecated fields, which
 * Envoy only warns of.
 */
export function makeVerifier(find: Find): Verify {
  const plans = new Map<string, MessagePlan | null>();
  const plan = (name: string): MessagePlan | null => {
    let found = plans.get(name);
    if (found === undefined) plans.set(name, (found = planOf(name, find)));
    return found;
  };
  return (message, value, { envoyVersion, observer = nobody, pointers = true } = {}) => {
    const problems: Problem[] = [];
    const minor = envoyVersion === undefined ? null : envoyMinor(envoyVersion);
    const add = (pointer: string, text: string): void => {
      problems.push({ pointer, message: text });
    };
    const count = (): number => problems.length;
    const { wants: observes, observe } = observer;
    const step = pointers ? stepTo : stay;
    const walk = { plan, add, count, minor, observes, observe, step };
    checkType(messageType(message), value, { pointer: '', around: null }, walk);
    return problems;
  };
}

function stepTo({ pointer, around }: Place, key: string | number): Place {
  return { pointer: child(pointer, key), around };
}

function stay(place: Place): Place {
  return place;
}
