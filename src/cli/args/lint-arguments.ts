import type { LintOptions } from '../../lint/options.ts';
import { CliError } from '../cli-error.ts';
import type { CliIo } from '../io.ts';
import type { ParsedArguments } from './parse.ts';
import { optional, parseWhole } from './read.ts';

/** @throws CliError when an option's value is wrong. */
export function lintOptionsOf(args: ParsedArguments, now: number | null): LintOptions {
  const text = optional(args, 'certificate-days') ?? '30';
  const days = parseWhole(text, 0, 36_500);
  if (days === null) throw new CliError(`--certificate-days must be a number of days, not ${text}`);
  return { now, certificateDays: days };
}

/** The moment that certificates are judged by; SOURCE_DATE_EPOCH makes runs repeatable (reproducible-builds.org). */
export function today({ env, clock }: CliIo): number {
  const epoch = env['SOURCE_DATE_EPOCH'] ?? '';
  return /^\d{1,12}$/.test(epoch) ? Number(epoch) * 1000 : clock();
}
