import type { Option } from '../args/option.ts';
import { commonOptions, settingsOptions } from '../args/options.ts';
import { reportFormats } from '../args/report-arguments.ts';
import type { Command } from '../commands/command.ts';
import { releases } from '../../model/release.ts';

/** What can stand after an option or in the place of an argument. */
export type Values =
  | { readonly kind: 'none' }
  | { readonly kind: 'files' }
  | { readonly kind: 'folders' }
  | { readonly kind: 'words'; readonly words: readonly string[] }
  /** Something that nobody can guess. */
  | { readonly kind: 'any' };

/** An option as a shell completes it. */
export interface CompletedOption {
  readonly name: string;
  readonly short: string | null;
  readonly help: string;
  readonly values: Values;
}

export interface CompletedCommand {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly CompletedOption[];
  /** Of the arguments that are no options. */
  readonly arguments: Values;
}

/** All that the shells' scripts are made of, from the tables that parse the command line. */
export function completedCommands(commands: readonly Command[]): readonly CompletedCommand[] {
  return commands.map((command) => ({
    name: command.name,
    summary: command.summary,
    options: [
      ...command.options,
      ...(command.configurable ? settingsOptions : []),
      ...commonOptions,
    ].map((option) => ({ ...option, values: valuesOf(command.name, option) })),
    arguments: argumentsOf(command),
  }));
}

const shells = ['bash', 'zsh', 'fish'];
const kinds = [
  'gatewayclasses',
  'gateways',
  'httproutes',
  'grpcroutes',
  'tlsroutes',
  'tcproutes',
  'udproutes',
  'services',
  'referencegrants',
  'policies',
];

function argumentsOf({ name, usage }: Command): Values {
  if (name === 'completion') return words(shells);
  if (usage.startsWith('KIND')) return words(kinds);
  return /PATH|FILE|DIR/.test(usage) ? { kind: 'files' } : { kind: 'any' };
}

const byOption: Readonly<Record<string, readonly string[]>> = {
  channel: ['standard', 'experimental'],
  'fail-on': ['error', 'approximated', 'warning'],
  'gateway-api-version': releases,
  'upgrade-to': releases,
};

const byCommand: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  compile: { target: ['all', 'nginx', 'envoy'], format: reportFormats },
  validate: { format: reportFormats },
  status: { format: ['yaml', 'json', 'table'] },
  graph: { format: ['mermaid', 'dot', 'svg', 'json'] },
  get: { output: ['wide', 'json', 'yaml'] },
};

function valuesOf(command: string, { name, value }: Option): Values {
  if (value === null) return { kind: 'none' };
  const known = byCommand[command]?.[name] ?? byOption[name];
  if (known !== undefined) return words(known);
  if (name === 'target') return words(['nginx', 'envoy']);
  if (value === 'DIR') return { kind: 'folders' };
  return value === 'PATH' || value === 'FILE' ? { kind: 'files' } : { kind: 'any' };
}

function words(list: readonly string[]): Values {
  return { kind: 'words', words: list };
}
