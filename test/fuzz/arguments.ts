import { parseArgs } from 'node:util';

export interface FuzzArguments {
  readonly seed: number;
  readonly from: number;
  readonly count: number;
  readonly processes: number;
  /** How many accepted mutants the real proxies are asked about. */
  readonly proxies: number;
  /** One mutant of the series that is printed and judged here; null for all of them. */
  readonly index: number | null;
  /** A regression that is judged here; null for none. */
  readonly replay: string | null;
  /** Where the figures are written; null for nowhere. */
  readonly record: string | null;
  /** Write what fails, made small, to fixtures/fuzz. */
  readonly keep: boolean;
}

/** Reads the command line of `npm run fuzz`; throws for what it does not know. */
export function readArguments(words: readonly string[]): FuzzArguments {
  const { values } = parseArgs({
    args: [...words],
    options: {
      seed: { type: 'string', default: '1' },
      from: { type: 'string', default: '0' },
      count: { type: 'string', default: '20000' },
      processes: { type: 'string', default: '2' },
      proxies: { type: 'string', default: '0' },
      index: { type: 'string' },
      replay: { type: 'string' },
      record: { type: 'string' },
      keep: { type: 'boolean', default: false },
    },
  });
  return {
    seed: wholeNumber('seed', values.seed),
    from: wholeNumber('from', values.from),
    count: wholeNumber('count', values.count),
    processes: wholeNumber('processes', values.processes),
    proxies: wholeNumber('proxies', values.proxies),
    index: values.index === undefined ? null : wholeNumber('index', values.index),
    replay: values.replay ?? null,
    record: values.record ?? null,
    keep: values.keep,
  };
}

function wholeNumber(name: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new Error(`--${name} takes a whole number`);
  return Number(text);
}
