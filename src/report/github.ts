import type { Severity } from '../diagnostics/catalog-entry.ts';
import { escapeForTerminal } from '../diagnostics/render/escape.ts';
import type { Finding, Location, Report } from './model.ts';
import { sentences, subjectOf } from './wording.ts';

const commands = {
  error: 'error',
  approximated: 'warning',
  warning: 'warning',
  info: 'notice',
} satisfies Record<Severity, string>;

/** Workflow commands, which the GitHub runner turns into annotations of a pull request: one a line. */
export function renderGithub({ findings }: Report): string {
  return findings.map((finding) => `${commandOf(finding)}\n`).join('');
}

function commandOf(finding: Finding): string {
  const { code, severity, location, resource, path } = finding;
  const properties = [
    ...(location === null ? [] : placeOf(location)),
    `title=${escapeProperty(escapeForTerminal(code))}`,
  ];
  const subject = subjectOf(resource, path);
  const lines = [sentences(finding), ...(subject === '' ? [] : [subject])]
    .map(escapeForTerminal)
    .join('\n');
  return `::${commands[severity]} ${properties.join(',')}::${escapeData(lines)}`;
}

/** The runner takes columns of ranges within one line only. */
function placeOf({ file, line, column, endLine, endColumn }: Location): readonly string[] {
  const place = [`file=${escapeProperty(printableName(file))}`, `line=${String(line)}`];
  if (line !== endLine) return [...place, `endLine=${String(endLine)}`];
  return [
    ...place,
    `col=${String(column)}`,
    `endLine=${String(endLine)}`,
    `endColumn=${String(endColumn)}`,
  ];
}

/** Line breaks stay, as the commands' own escapes carry them; what else a terminal obeys does not. */
function printableName(file: string): string {
  return file
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
