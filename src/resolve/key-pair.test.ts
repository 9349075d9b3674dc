import { expect, test } from 'vitest';
import { selfSigned, type SelfSigned } from '../../test/support/http/self-signed.ts';
import type { SecretBody } from '../model/index.ts';
import { readKeyPair } from './key-pair.ts';
import { anchorsOf, readCertificates } from './trust.ts';

type Algorithm = NonNullable<Parameters<typeof selfSigned>[1]>;
const made = new Map<string, Promise<SelfSigned>>();

/** One certificate for each algorithm and number, made once. */
async function pairOf(algorithm: Algorithm = 'ec', nth = 1): Promise<SelfSigned> {
  const name = `${algorithm}-${String(nth)}`;
  const pair = made.get(name) ?? selfSigned([`${name}.example`], algorithm);
  made.set(name, pair);
  return pair;
}

const secretOf = (cert: string, key: string): SecretBody => ({
  stringData: { 'tls.crt': cert, 'tls.key': key },
});
const base64 = (text: string) => Buffer.from(text, 'latin1').toString('base64');

test.each<readonly [Algorithm, string]>([
  ['ec', 'ecdsa'],
  ['rsa', 'rsa'],
  ['ed25519', 'other'],
])('a pair with a key of kind %s', async (algorithm, keyKind) => {
  const { cert, key } = await pairOf(algorithm);
  const found = readKeyPair(secretOf(cert, key));
  expect(found).toMatchObject({ kind: 'pair', chain: cert, keyKind });
  expect(found.kind === 'pair' && found.key()).toBe(key);
});

test('base64 may have line breaks, and stringData goes before data', async () => {
  const { cert, key } = await pairOf();
  const wrapped = base64(cert).replace(/.{60}/g, '$&\r\n');
  const data = { 'tls.crt': wrapped, 'tls.key': base64(key) };
  expect(readKeyPair({ data })).toMatchObject({ kind: 'pair', chain: cert });
  const newer = await pairOf('ec', 2);
  const both = { data, ...secretOf(newer.cert, newer.key) };
  expect(readKeyPair(both)).toMatchObject({ kind: 'pair', chain: newer.cert });
});

test('only what is PEM is taken over', async () => {
  const { cert, key } = await pairOf();
  const other = await pairOf('rsa');
  const chain = `subject=a\n${cert}; evil {}\n${other.cert} rest`;
  const found = readKeyPair(secretOf(chain, `Bag Attributes\n${key} rest`));
  expect(found).toMatchObject({ kind: 'pair', chain: cert + other.cert });
  expect(found.kind === 'pair' && found.key()).toBe(key);
  expect(readCertificates(chain)).toBe(cert + other.cert);
});

test('what cannot be used says why', async () => {
  const { cert, key } = await pairOf();
  const other = await pairOf('ec', 2);
  const problems: readonly (readonly [SecretBody, string])[] = [
    [{}, 'it has no tls.crt, or that is not base64'],
    [{ data: { 'tls.crt': '?' } }, 'it has no tls.crt, or that is not base64'],
    [{ data: { 'tls.crt': '' } }, 'it has no tls.crt, or that is not base64'],
    [{ data: { 'tls.crt': `${base64(cert)}?` } }, 'it has no tls.crt, or that is not base64'],
    [{ data: { 'tls.crt': `?${base64(cert)}` } }, 'it has no tls.crt, or that is not base64'],
    [{ stringData: { 'tls.crt': cert } }, 'it has no tls.key, or that is not base64'],
    [secretOf('none', key), 'tls.crt is not a chain of PEM certificates'],
    [
      secretOf(cert + '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----', key),
      'tls.crt is not a chain of PEM certificates',
    ],
    [secretOf(cert, 'none'), 'tls.key is not an unencrypted PEM private key'],
    [
      secretOf(cert, '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----'),
      'tls.key is not an unencrypted PEM private key',
    ],
    [secretOf(cert, other.key), 'tls.key does not belong to tls.crt'],
  ];
  for (const [secret, problem] of problems)
    expect(readKeyPair(secret)).toEqual({ kind: 'problem', problem });
});

test('certificates that cannot be read are none', () => {
  expect(readCertificates('')).toBeNull();
  const broken = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----';
  expect(readCertificates(broken)).toBeNull();
});

test('a certificate that is its own authority is a root', async () => {
  const { cert } = await pairOf();
  expect(anchorsOf(cert)).toBe('roots');
});
