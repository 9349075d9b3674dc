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

/** How long a certificate is valid, as X509Certificate says it. */
export type CertificateTimes = Pick<X509Certificate, 'validFrom' | 'validTo'>;

/** What is said of each; equal answers for two moments mean that lints find the same at both. */
export function validitiesOf(
  certificates: readonly CertificateTimes[],
  options: LintOptions,
): readonly (ValidityProblem | null)[] {
  return certificates.map((each) => validityOf(each, options));
}

/** Null while all is well, or when nobody says what day it is. */
export function validityOf(
  { validFrom, validTo }: CertificateTimes,
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
