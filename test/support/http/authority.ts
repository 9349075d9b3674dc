import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** A certificate with its key, PEM. */
export type KeyPair = { readonly cert: string; readonly key: string };

/** What a certificate is for. */
export type Subject = {
  readonly name: string;
  readonly keyKind?: 'rsa' | 'ecdsa';
  /** Its validity ends as it begins. */
  readonly expired?: boolean;
  /** Its names (subjectAltName), as OpenSSL writes them; the name as a DNS name by default. */
  readonly altNames?: string;
};

const run = promisify(execFile);

const algorithms = {
  rsa: ['-newkey', 'rsa:2048'],
  ecdsa: ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'],
} as const;

/** An authority that certifies others. */
export type Authority = {
  /** PEM. */
  readonly cert: string;
  readonly issue: (subject: Subject) => Promise<KeyPair>;
  /** An authority that this one certifies. */
  readonly delegate: (name: string) => Promise<Authority>;
};

/**
 * Makes an authority with the `openssl` command.
 *
 * @param name - common name; two authorities may have the same
 */
export async function makeAuthority(name: string): Promise<Authority> {
  const own = await inFolder(async (folder) => {
    const files = ['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem')];
    await run('openssl', [
      ...['req', '-x509', ...algorithms.ecdsa, '-nodes', '-days', '2', '-subj', `/CN=${name}`],
      ...files,
    ]);
    return readPair(folder);
  });
  return authorityOf(own);
}

function authorityOf(own: KeyPair): Authority {
  return {
    cert: own.cert,
    issue: (subject) => issue(own, subject, 'CA:FALSE'),
    delegate: async (name) => authorityOf(await issue(own, { name }, 'CA:TRUE')),
  };
}

function issue(
  authority: KeyPair,
  { name, keyKind = 'ecdsa', expired = false, altNames = `DNS:${name}` }: Subject,
  constraint: string,
): Promise<KeyPair> {
  return inFolder(async (folder) => {
    const at = (file: string): string => join(folder, file);
    await writeFile(at('ca.pem'), authority.cert);
    await writeFile(at('ca.key'), authority.key);
    // Without the issuer's key identifier, authorities of one name can be taken for each other.
    const extensions = [`subjectAltName=${altNames}`, 'authorityKeyIdentifier=none'];
    await writeFile(at('extensions'), `${extensions.join('\n')}\nbasicConstraints=${constraint}\n`);
    await run('openssl', [
      ...['req', ...algorithms[keyKind], '-nodes', '-subj', `/CN=${name}`],
      ...['-keyout', at('key.pem'), '-out', at('request.pem')],
    ]);
    await run('openssl', [
      ...['x509', '-req', '-in', at('request.pem'), '-out', at('cert.pem')],
      ...['-CA', at('ca.pem'), '-CAkey', at('ca.key'), '-CAcreateserial'],
      // A certificate of no days is good for the rest of its second.
      ...['-days', expired ? '-1' : '2', '-extfile', at('extensions')],
    ]);
    return readPair(folder);
  });
}

async function readPair(folder: string): Promise<KeyPair> {
  const read = (file: string): Promise<string> => readFile(join(folder, file), 'utf8');
  return { cert: await read('cert.pem'), key: await read('key.pem') };
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'gatewright-authority-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
