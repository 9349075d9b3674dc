import { parseArgs } from 'node:util';
import { suggest } from '../../diagnostics/suggest.ts';
import { CliError } from '../cli-error.ts';
import type { Option } from './option.ts';

/** The command line, taken apart but not yet understood. */
export interface ParsedArguments {
  /** Values by option name; a switch that was given has the list `['']`. */
  readonly values: ReadonlyMap<string, readonly string[]>;
  readonly positionals: readonly string[];
  /** The paths of gatewright.yaml, for commands whose arguments are not only paths. */
  readonly configuredPaths: readonly string[];
}

/**
 * Takes the arguments of a command apart.
 *
 * @throws CliError for an unknown option (with the most similar one), a missing or superfluous value,
 * and an option given twice that counts once.
 */
export function parseArguments(
  args: readonly string[],
  options: readonly Option[],
): ParsedArguments {
  const known = new Map(options.map((option) => [option.name, option]));
  const { tokens } = parseArgs({
    args: [...args],
    allowPositionals: true,
    strict: false,
    tokens: true,
    options: Object.fromEntries(options.map((option) => [option.name, nodeOption(option)])),
  });
  const values = new Map<string, string[]>();
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const option = known.get(token.name);
    if (option === undefined) throw unknownOption(token.rawName, options);
    const given = values.get(option.name) ?? [];
    if (given.length > 0 && !option.repeatable && option.value !== null)
      throw new CliError(`${token.rawName} is given twice`);
    values.set(option.name, [...given, valueOf(option, token)]);
  }
  return { values, positionals, configuredPaths: [] };
}

function nodeOption(option: Option): { type: 'string' | 'boolean'; short?: string } {
  const type = option.value === null ? 'boolean' : 'string';
  return option.short === null ? { type } : { type, short: option.short };
}

interface OptionToken {
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

function valueOf(option: Option, token: OptionToken): string {
  if (option.value === null) {
    if (token.value === undefined) return '';
    throw new CliError(`${token.rawName} takes no value`);
  }
  if (token.value === undefined || token.value === '')
    throw new CliError(`${token.rawName} needs a value: ${option.value}`);
  // A forgotten value must not swallow the next option.
  if (token.inlineValue !== true && token.value.length > 1 && token.value.startsWith('-'))
    throw new CliError(
      `${token.rawName} needs a value: ${option.value}`,
      `If ${token.value} is meant, write ${token.rawName}=${token.value}.`,
    );
  return token.value;
}

function unknownOption(name: string, options: readonly Option[]): CliError {
  const similar = suggest(
    name.replace(/^-+/, ''),
    options.map((option) => option.name),
  );
  return new CliError(
    `unknown option ${name}`,
    similar === null ? null : `Did you mean --${similar}?`,
  );
}
