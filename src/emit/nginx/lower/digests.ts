import { createHash } from 'node:crypto';

/** Short names that depend on what they stand for alone: they stay when others come and go. */
export type Digests = (key: string) => string;

// 40 bits can be forged, by a value that is made to have another's digest; the second of two gets 80. With what
// stands before it, the longer one still fits the 32 characters that PCRE allows for names.
const SHORT = 10;
const LONG = 20;

export function createDigests(): Digests {
  const owners = new Map<string, string>();
  return (key) => {
    const digest = hash(key);
    const short = digest.slice(0, SHORT);
    const owner = owners.get(short);
    if (owner === undefined) owners.set(short, key);
    return owner === undefined || owner === key ? short : digest.slice(0, LONG);
  };
}

/** The long form alone, for keys that no table of names is kept of: 80 bits cannot be forged. */
export function longDigest(key: string): string {
  return hash(key).slice(0, LONG);
}

function hash(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}
