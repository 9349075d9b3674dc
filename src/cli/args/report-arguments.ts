import { suggest } from '../../diagnostics/suggest.ts';
import { CliError } from '../cli-error.ts';
import type { ParsedArguments } from './parse.ts';
import { all, choice, optional, parseWhole } from './read.ts';

/** How findings can be written. */
export const reportFormats = ['text', 'json', 'sarif', 'junit', 'github', 'gitlab'] as const;

export type ReportFormat = (typeof reportFormats)[number];

export interface ReportArguments {
  /** What is printed. */
  readonly format: ReportFormat;
  readonly files: readonly ReportFile[];
  /** Most findings that a report lists; null when nobody said, and Infinity for all. */
  readonly maxErrors: number | null;
}

export interface ReportFile {
  readonly format: ReportFormat;
  /** As the user wrote it. */
  readonly file: string;
}

/** @throws CliError when an option's value is wrong. */
export function reportArguments(args: ParsedArguments): ReportArguments {
  return {
    format: choice(args, 'format', reportFormats),
    files: all(args, 'report').map(reportFile),
    maxErrors: maxErrorsOf(args),
  };
}

function reportFile(text: string): ReportFile {
  const split = text.indexOf('=');
  const file = text.slice(split + 1);
  if (split <= 0 || file === '')
    throw new CliError(
      `--report must be FORMAT=FILE, not ${text}`,
      'For example --report junit=report.xml',
    );
  if (file === '-')
    throw new CliError('--report writes files', `Use --format ${text.slice(0, split)} to print.`);
  const given = text.slice(0, split);
  const format = reportFormats.find((known) => known === given);
  if (format !== undefined) return { format, file };
  const similar = suggest(given, reportFormats);
  throw new CliError(
    `--report: the format must be one of ${reportFormats.join(', ')}, not ${given}`,
    similar === null ? null : `Did you mean ${similar}?`,
  );
}

function maxErrorsOf(args: ParsedArguments): number | null {
  const text = optional(args, 'max-errors');
  if (text === null) return null;
  const most = parseWhole(text, 0, 9_999_999);
  if (most === null)
    throw new CliError(`--max-errors must be a whole number, not ${text}`, '0 lists all findings.');
  return most === 0 ? Infinity : most;
}
