import type { Origin } from '../../source/place.ts';

/** Remembers where parts of the output come from, while they have no place in it yet. */
export interface Provenance {
  readonly tie: <T extends object>(part: T, origin: Origin) => T;
  readonly originOf: (part: object) => Origin | undefined;
}

/** For those who do not ask: hundreds of thousands of parts would be remembered. */
export const forgetful: Provenance = { tie: (part) => part, originOf: () => undefined };

export function createProvenance(): Provenance {
  const origins = new Map<object, Origin>();
  return {
    tie: (part, origin) => {
      origins.set(part, origin);
      return part;
    },
    originOf: (part) => origins.get(part),
  };
}
