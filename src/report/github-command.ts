import { escapeForTerminal } from '../diagnostics/render/escape.ts';
import type { Branded } from '../util/brand.ts';

/** Workflow commands of the GitHub runner, one a line. */
export type GithubCommands = Branded<'GithubCommands'>;

const propertyNames = ['file', 'line', 'col', 'endLine', 'endColumn', 'title'] as const;

/** What a command says of the place and the title of its annotation. */
export type GithubProperty = (typeof propertyNames)[number];

/** A command that annotates, with its properties and the lines of its message. */
export function githubCommand(
  name: 'error' | 'warning' | 'notice',
  properties: Readonly<Partial<Record<GithubProperty, string | number>>>,
  lines: readonly string[],
): GithubCommands {
  const written = propertyNames.flatMap((key) => {
    const value = properties[key];
    return value === undefined ? [] : [`${key}=${escapeProperty(printable(String(value)))}`];
  });
  const message = lines.map(escapeForTerminal).join('\n');
  return `::${name} ${written.join(',')}::${escapeData(message)}\n` as GithubCommands;
}

/** Commands after one another. */
export function joinCommands(commands: readonly GithubCommands[]): GithubCommands {
  return commands.join('') as GithubCommands;
}

/** Line breaks stay, as the commands' own escapes carry them; what else a terminal obeys does not. */
function printable(text: string): string {
  return text
    .split(/([\r\n])/)
    .map((part) => (part === '\r' || part === '\n' ? part : escapeForTerminal(part)))
    .join('');
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
