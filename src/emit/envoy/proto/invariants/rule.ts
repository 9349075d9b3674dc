import type { MessageTypes } from '../../generated/envoy-api.ts';
import type { MessageAt } from '../check-value.ts';
import type { Add } from '../problem.ts';
import type { EnvoyMinor } from '../version-floor.ts';

/** What a rule may ask about the rest of the configuration. */
export interface Scene {
  /** Clusters that may be named. */
  readonly clusters: ReadonlySet<string>;
  /** Static secrets that may be named. */
  readonly secrets: ReadonlySet<string>;
  /** HTTP filters of the connection manager around the message; null when there is none, as in a file for RDS. */
  readonly httpFilters: () => ReadonlySet<string> | null;
  /** Null when every version will do. */
  readonly minor: EnvoyMinor | null;
}

/** A rule for each message that it is about. The values have passed the proto's own rules. */
export type MessageRules = {
  readonly [Name in keyof MessageTypes]?: (
    message: MessageTypes[Name],
    pointer: string,
    add: Add,
    scene: Scene,
  ) => void;
};

/** A message, typed by its name. */
export type TypedMessage<Name extends keyof MessageTypes> = MessageAt & {
  readonly name: Name;
  readonly value: MessageTypes[Name];
};

/** Whether a message has a name; the verifier has checked that its value is of that type. */
export function isMessage<Name extends keyof MessageTypes>(
  message: MessageAt,
  name: Name,
): message is TypedMessage<Name> {
  return message.name === name;
}
