import type { MessageAt } from './check-value.ts';
import type { Find } from './descriptor.ts';
import { checkInvariants, hasInvariants, type InvariantOptions } from './invariants.ts';
import type { Problem } from './problem.ts';
import { makeVerifier } from './verify.ts';

/** Problems of a bootstrap: by the protos, and when there are none, by the invariants. */
export type CheckBootstrap = (bootstrap: unknown, options: InvariantOptions) => readonly Problem[];

/** Makes the whole check that a bootstrap has to pass before it is written. */
export function makeBootstrapCheck(find: Find): CheckBootstrap {
  const verify = makeVerifier(find);
  const check = (bootstrap: unknown, options: InvariantOptions, pointers: boolean) => {
    const { envoyVersion } = options;
    const messages: MessageAt[] = [];
    const problems = verify('envoy.config.bootstrap.v3.Bootstrap', bootstrap, {
      ...(envoyVersion === undefined ? {} : { envoyVersion }),
      observer: { wants: hasInvariants, observe: (message) => void messages.push(message) },
      pointers,
    });
    return problems.length > 0 ? problems : checkInvariants(messages, options);
  };
  return (bootstrap, options) => {
    const problems = check(bootstrap, options, false);
    // Only then does anybody want to know where.
    return problems.length === 0 ? problems : check(bootstrap, options, true);
  };
}
