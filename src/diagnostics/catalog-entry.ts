/** Values that a message is made of. Never secret material. */
export type Args = Readonly<Record<string, string | number>>;

/**
 * How much a finding matters, strongest first. `error`: the input is wrong or cannot be honoured;
 * `approximated`: valid input that a target serves with a documented difference.
 */
export type Severity = 'error' | 'approximated' | 'warning' | 'info';

/** A Gateway API status condition that a finding leads to. */
export interface ConditionEffect {
  readonly type: string;
  readonly status: 'True' | 'False';
  readonly reason: string;
}

/** What `gatewright explain` prints about a code. */
export interface Explanation {
  readonly cause: string;
  readonly fix: string;
  /** A few lines of YAML, or a command line. */
  readonly example: string;
}

/** Everything that is said about one kind of finding; the only place where its prose lives. */
export interface CatalogEntry<A extends Args> {
  readonly severity: Severity;
  readonly message: (args: A) => string;
  /** What happens instead, as the user meets it; null when the message says it all. */
  readonly effect: ((args: A) => string) | null;
  /** What a controller would report in the object's status; null when nothing. */
  readonly condition: ConditionEffect | null;
  readonly explain: Explanation;
}

/** Types one entry's arguments; the catalog derives the arguments of each code from it. */
export function entry<A extends Args>(value: CatalogEntry<A>): CatalogEntry<A> {
  return value;
}
