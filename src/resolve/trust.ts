import { X509Certificate } from 'node:crypto';
import type { TrustAnchors } from '../ir/index.ts';

const certificateBlock = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g;

/**
 * The PEM certificates of a text, and nothing else of it; null when there is none or one cannot be read, as
 * both proxies demand.
 */
export function readCertificates(text: string): string | null {
  const blocks = text.match(certificateBlock) ?? [];
  try {
    for (const block of blocks) new X509Certificate(block);
  } catch {
    return null;
  }
  return blocks.length === 0 ? null : `${blocks.join('\n')}\n`;
}

/** What certificates that `readCertificates` has read can be: not every proxy ends a chain below its root. */
export function anchorsOf(certificates: string): TrustAnchors {
  const all = (certificates.match(certificateBlock) ?? []).map((each) => new X509Certificate(each));
  const subjects = new Set(all.map(({ subject }) => subject));
  return all.every(({ issuer }) => subjects.has(issuer)) ? 'roots' : 'rootless';
}
