import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** A certificate that is its own authority. */
export type SelfSigned = {
  /** PEM. */
  readonly cert: string;
  /** PEM. */
  readonly key: string;
};

const keys = {
  ec: ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'],
  rsa: ['-newkey', 'rsa:2048'],
  ed25519: ['-newkey', 'ed25519'],
} as const;

/**
 * Makes a self-signed certificate with the `openssl` command, valid for two days.
 *
 * @param dnsNames - DNS names of the certificate; the first is its common name
 * @param algorithm - of its key
 * @returns certificate and key; rejects when `openssl` is not installed
 */
export async function selfSigned(
  dnsNames: readonly [string, ...(readonly string[])],
  algorithm: keyof typeof keys = 'ec',
): Promise<SelfSigned> {
  const folder = await mkdtemp(join(tmpdir(), 'gatewright-cert-'));
  const cert = join(folder, 'cert.pem');
  const key = join(folder, 'key.pem');
  const names = dnsNames.map((name) => `DNS:${name}`).join(',');
  const subject = ['-subj', `/CN=${dnsNames[0]}`, '-addext', `subjectAltName=${names}`];
  const files = ['-days', '2', '-keyout', key, '-out', cert];
  try {
    await promisify(execFile)('openssl', [
      'req',
      '-x509',
      '-nodes',
      ...keys[algorithm],
      ...subject,
      ...files,
    ]);
    return { cert: await readFile(cert, 'utf8'), key: await readFile(key, 'utf8') };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
