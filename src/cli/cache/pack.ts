import { deserialize, serialize } from 'node:v8';
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';

/** What an entry holds: data, and long texts beside it. */
export interface Packed {
  readonly head: unknown;
  readonly texts: readonly string[];
}

// Configurations repeat themselves so much that even the fastest setting makes them a thirtieth.
const settings = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } };
/** Bytes; far above the output of any input that is read. */
const maxOutputLength = 2 ** 31;

export function pack({ head, texts }: Packed): Buffer {
  const bodies = texts.map((text) => Buffer.from(text));
  const front = serialize({ head, lengths: bodies.map(({ length }) => length) });
  const size = Buffer.alloc(4);
  size.writeUInt32LE(front.length);
  return brotliCompressSync(Buffer.concat([size, front, ...bodies]), settings);
}

/** @throws Error for what `pack` has not made. */
export function unpack(packed: Uint8Array): Packed {
  const plain = brotliDecompressSync(packed, { maxOutputLength });
  const start = 4 + plain.readUInt32LE(0);
  const { head, lengths } = deserialize(plain.subarray(4, start)) as Front;
  const texts: string[] = [];
  let at = start;
  for (const length of lengths) texts.push(plain.toString('utf8', at, (at += length)));
  if (at !== plain.length) throw new Error('an entry of the cache has another length than it says');
  return { head, texts };
}

interface Front {
  readonly head: unknown;
  readonly lengths: readonly number[];
}
