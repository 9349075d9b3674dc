import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** What a digest of a run's input gives: where its entry lies, and what it is read with. */
export interface EntryKeys {
  /** 64 hexadecimal digits. Tells nothing of the key, nor of the input to those who cannot guess it. */
  readonly name: string;
  /** AES-256. */
  readonly key: Buffer;
}

const cipher = 'aes-256-gcm';
const nonceLength = 12;
const tagLength = 16;

/** Name and key of an entry (HKDF, RFC 5869): who has the input of a run can find and read it, and nobody else. */
export function entryKeys(digest: Uint8Array): EntryKeys {
  const derived = (use: string): Buffer =>
    Buffer.from(hkdfSync('sha256', digest, '', `gatewright cache ${use}`, 32));
  return { name: derived('name').toString('hex'), key: derived('key') };
}

/** Encrypts an entry so that every changed bit shows (AES-GCM). */
export function seal(plain: Uint8Array, { name, key }: EntryKeys): Buffer {
  const nonce = randomBytes(nonceLength);
  const sealing = createCipheriv(cipher, key, nonce, { authTagLength: tagLength });
  sealing.setAAD(Buffer.from(name));
  const sealed = [sealing.update(plain), sealing.final()];
  return Buffer.concat([nonce, sealing.getAuthTag(), ...sealed]);
}

/** Null for whatever `seal` has not made with these keys. */
export function unseal(sealed: Buffer, { name, key }: EntryKeys): Buffer | null {
  if (sealed.length < nonceLength + tagLength) return null;
  const nonce = sealed.subarray(0, nonceLength);
  const opening = createDecipheriv(cipher, key, nonce, { authTagLength: tagLength });
  opening.setAAD(Buffer.from(name));
  opening.setAuthTag(sealed.subarray(nonceLength, nonceLength + tagLength));
  const plain = opening.update(sealed.subarray(nonceLength + tagLength));
  try {
    return Buffer.concat([plain, opening.final()]);
  } catch {
    return null;
  }
}
