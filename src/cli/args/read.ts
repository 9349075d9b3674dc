import { suggest } from '../../diagnostics/suggest.ts';
import { CliError } from '../cli-error.ts';
import type { ParsedArguments } from './parse.ts';

/** The value of an option, or null when it is not given. */
export function optional(args: ParsedArguments, name: string): string | null {
  return args.values.get(name)?.[0] ?? null;
}

/** All values of a repeatable option. */
export function all(args: ParsedArguments, name: string): readonly string[] {
  return args.values.get(name) ?? [];
}

export function isSet(args: ParsedArguments, name: string): boolean {
  return args.values.has(name);
}

/** @throws CliError when the value is none of the choices. */
export function choice<T extends string>(
  args: ParsedArguments,
  name: string,
  choices: readonly [T, ...T[]],
): T {
  const given = optional(args, name);
  if (given === null) return choices[0];
  const chosen = choices.find((one) => one === given);
  if (chosen !== undefined) return chosen;
  const similar = suggest(given, choices);
  throw new CliError(
    `--${name} must be one of ${choices.join(', ')}, not ${given}`,
    similar === null ? null : `Did you mean ${similar}?`,
  );
}

/** A number from `least` to `most`, in digits. */
export function parseWhole(text: string, least: number, most: number): number | null {
  if (!/^\d{1,7}$/.test(text)) return null;
  const value = Number(text);
  return value >= least && value <= most ? value : null;
}
