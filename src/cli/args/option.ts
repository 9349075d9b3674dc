/** One option of the command line: how it is written and what `--help` says of it. */
export interface Option {
  /** Without the dashes. */
  readonly name: string;
  /** One letter, or null. */
  readonly short: string | null;
  /** Stands for the value in `--help`; null for a switch. */
  readonly value: string | null;
  /** May be given several times. */
  readonly repeatable: boolean;
  /** `GATEWRIGHT_<NAME>` counts where the command line leaves it out. */
  readonly environment: boolean;
  readonly help: string;
}

type Extras = Partial<Pick<Option, 'short' | 'repeatable' | 'environment'>>;

const usual = { short: null, repeatable: false, environment: true } as const;

/** An option that takes a value. */
export function valued(name: string, value: string, help: string, extras: Extras = {}): Option {
  return { name, ...usual, ...extras, value, help };
}

/** An option that is there or isn't. */
export function switched(name: string, help: string, extras: Extras = {}): Option {
  return { name, ...usual, ...extras, value: null, help };
}
