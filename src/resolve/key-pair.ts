import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import type { KeyKind, SecretText } from '../ir/index.ts';
import type { SecretBody } from '../model/index.ts';

/** A chain and the key that belongs to its first certificate, or why there is none. */
export type KeyPair =
  | {
      readonly kind: 'pair';
      readonly chain: string;
      readonly key: SecretText;
      readonly keyKind: KeyKind;
    }
  | { readonly kind: 'problem'; readonly problem: string };

const certificateBlock = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g;
const keyBlock =
  /-----BEGIN (?:RSA |EC )?PRIVATE KEY-----[A-Za-z0-9+/=\s]+-----END (?:RSA |EC )?PRIVATE KEY-----/;

/**
 * Reads a `kubernetes.io/tls` Secret (GatewayTLSConfig `certificateRefs`). Only the PEM blocks are
 * taken over, so nothing else that a Secret holds reaches a file. Problems never quote its content.
 */
export function readKeyPair(secret: SecretBody): KeyPair {
  const chainText = entryOf(secret, 'tls.crt');
  const keyText = entryOf(secret, 'tls.key');
  if (chainText === null) return problem('it has no tls.crt, or that is not base64');
  if (keyText === null) return problem('it has no tls.key, or that is not base64');
  const blocks = chainText.match(certificateBlock) ?? [];
  const leaf = readCertificate(blocks);
  if (leaf === null) return problem('tls.crt is not a chain of PEM certificates');
  const pem = keyBlock.exec(keyText)?.[0];
  const key = pem === undefined ? null : readKey(pem);
  if (pem === undefined || key === null)
    return problem('tls.key is not an unencrypted PEM private key');
  if (!leaf.checkPrivateKey(key)) return problem('tls.key does not belong to tls.crt');
  return {
    kind: 'pair',
    chain: `${blocks.join('\n')}\n`,
    key: () => `${pem}\n`,
    keyKind: keyKindOf(key),
  };
}

function problem(text: string): KeyPair {
  return { kind: 'problem', problem: text };
}

function entryOf(secret: SecretBody, name: string): string | null {
  const plain = own(secret.stringData, name);
  if (plain !== null) return plain;
  const encoded = own(secret.data, name)?.replace(/[\r\n]/g, '');
  if (encoded === undefined || !/^[A-Za-z0-9+/]+={0,2}$/.test(encoded)) return null;
  return Buffer.from(encoded, 'base64').toString('latin1');
}

function own(values: Readonly<Record<string, string>> | undefined, name: string): string | null {
  return values !== undefined && Object.hasOwn(values, name) ? (values[name] ?? null) : null;
}

/** The first certificate when all of them can be read, as both proxies demand. */
function readCertificate(blocks: readonly string[]): X509Certificate | null {
  try {
    return blocks.map((block) => new X509Certificate(block))[0] ?? null;
  } catch {
    return null;
  }
}

function readKey(pem: string): KeyObject | null {
  try {
    return createPrivateKey(pem);
  } catch {
    return null;
  }
}

function keyKindOf({ asymmetricKeyType }: KeyObject): KeyKind {
  switch (asymmetricKeyType) {
    case 'rsa':
    case 'rsa-pss':
      return 'rsa';
    case 'ec':
      return 'ecdsa';
    default:
      return 'other';
  }
}
