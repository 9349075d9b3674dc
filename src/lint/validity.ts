import type { X509Certificate } from 'node:crypto';
import type { LintOptions } from './options.ts';

const day = 86_400_000;

/** What is wrong with the time that a certificate is valid for. */
export interface ValidityProblem {
  readonly code:
    'lint/certificate-expired' | 'lint/certificate-expires' | 'lint/certificate-not-yet-valid';
  readonly args: {
    /** `2026-12-31`, in UTC. */
    readonly date: string;
    readonly days: number;
  };
}

/** Null while all is well, or when nobody says what day it is. */
export function validityOf(
  { validFrom, validTo }: Pick<X509Certificate, 'validFrom' | 'validTo'>,
  { now, certificateDays }: LintOptions,
): ValidityProblem | null {
  const from = Date.parse(validFrom);
  const to = Date.parse(validTo);
  if (now === null || Number.isNaN(from) || Number.isNaN(to)) return null;
  const about = (moment: number) => ({
    date: new Date(moment).toISOString().slice(0, 10),
    days: Math.floor(Math.abs(moment - now) / day),
  });
  if (to < now) return { code: 'lint/certificate-expired', args: about(to) };
  if (from > now) return { code: 'lint/certificate-not-yet-valid', args: about(from) };
  if (to - now > certificateDays * day) return null;
  return { code: 'lint/certificate-expires', args: about(to) };
}
