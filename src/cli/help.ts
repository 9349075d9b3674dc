import {
  escapeForTerminal,
  joinTerminal,
  terminal,
  type TerminalText,
} from '../diagnostics/render/escape.ts';
import type { Option } from './args/option.ts';
import { commonOptions, settingsOptions } from './args/options.ts';
import type { Command } from './commands/command.ts';
import { commands } from './commands/registry.ts';

const width = 88;

/** `gatewright --help`. */
export function generalHelp(): TerminalText {
  const longest = Math.max(...commands.map((command) => command.name.length));
  return textOf([
    'gatewright compiles Kubernetes Gateway API manifests, without a cluster.',
    '',
    'Usage: gatewright COMMAND [options]',
    '',
    'Commands:',
    ...commands.map(({ name, summary }) => `  ${name.padEnd(longest)}  ${summary}`),
    '',
    'gatewright COMMAND --help shows the options of a command, with examples.',
    '',
  ]);
}

const settingsNote =
  'Every option can also be set by the environment (GATEWRIGHT_FAIL_ON for --fail-on; several values separated by commas), most of them in gatewright.yaml. The command line beats the environment, which beats the file.';

/** `gatewright COMMAND --help`. */
export function commandHelp(command: Command): TerminalText {
  const settings = command.configurable ? settingsOptions : [];
  return textOf([
    `Usage: gatewright ${command.name} ${command.usage}`,
    '',
    `${command.summary.charAt(0).toUpperCase()}${command.summary.slice(1)}.`,
    ...command.description.flatMap((paragraph) => ['', ...wrap(paragraph, width)]),
    '',
    'Options:',
    ...[...command.options, ...settings, ...commonOptions].flatMap(optionLines),
    '',
    ...(command.configurable ? [...wrap(settingsNote, width), ''] : []),
    'Examples:',
    ...command.examples.flatMap(({ line, does }) => [`  ${line}`, `      ${does}`]),
    '',
  ]);
}

function textOf(lines: readonly string[]): TerminalText {
  return joinTerminal(lines.map(escapeForTerminal), terminal`\n`);
}

function optionLines(option: Option): readonly string[] {
  const short = option.short === null ? '    ' : `-${option.short}, `;
  const value = option.value === null ? '' : ` ${option.value}`;
  const again = option.repeatable ? ' (repeatable)' : '';
  const left = `  ${short}--${option.name}${value}`;
  const column = 32;
  const [first = '', ...rest] = wrap(option.help + again, width - column + 24);
  const indented = rest.map((line) => ' '.repeat(column) + line);
  if (left.length > column - 2) return [left, ' '.repeat(column) + first, ...indented];
  return [left.padEnd(column) + first, ...indented];
}

function wrap(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
