import type { Severity } from '../diagnostics/catalog-entry.ts';
import {
  githubCommand,
  joinCommands,
  type GithubCommands,
  type GithubProperty,
} from './github-command.ts';
import type { Finding, Location, Report } from './model.ts';
import { sentences, subjectOf } from './wording.ts';

const commands = {
  error: 'error',
  approximated: 'warning',
  warning: 'warning',
  info: 'notice',
} as const satisfies Record<Severity, string>;

/** Workflow commands, which the GitHub runner turns into annotations of a pull request: one a line. */
export function renderGithub({ findings }: Report): GithubCommands {
  return joinCommands(findings.map(commandOf));
}

function commandOf(finding: Finding): GithubCommands {
  const { code, severity, location, resource, path } = finding;
  const place = location === null ? {} : placeOf(location);
  const subject = subjectOf(resource, path);
  const lines = [sentences(finding), ...(subject === '' ? [] : [subject])];
  return githubCommand(commands[severity], { ...place, title: code }, lines);
}

/** The runner takes columns of ranges within one line only. */
function placeOf({
  file,
  line,
  column,
  endLine,
  endColumn,
}: Location): Readonly<Partial<Record<GithubProperty, string | number>>> {
  if (line !== endLine) return { file, line, endLine };
  return { file, line, col: column, endLine, endColumn };
}
