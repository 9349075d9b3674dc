import { deserialize, serialize } from 'node:v8';
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';

/** What an entry holds: data, and long texts beside it. */
export interface Packed {
  readonly head: unknown;
  readonly texts: readonly string[];
}

// Configurations repeat themselves so much that even the fastest setting makes them a thirtieth.
const settings = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } };
/** Of the number before a part that says how many bytes it has. */
const numberLength = 4;

export function pack({ head, texts }: Packed): Buffer {
  const bodies = texts.map((text) => Buffer.from(text));
  const front = serialize({ head, lengths: bodies.map(({ length }) => length) });
  const plain = Buffer.concat([sizeOf(front), front, ...bodies]);
  return Buffer.concat([sizeOf(plain), brotliCompressSync(plain, settings)]);
}

function sizeOf({ length }: Uint8Array): Buffer {
  const size = Buffer.alloc(numberLength);
  size.writeUInt32LE(length);
  return size;
}

/** @throws Error for what `pack` has not made. */
export function unpack(packed: Buffer): Packed {
  const length = packed.readUInt32LE(0);
  // In one piece, with a byte to spare that tells the end: pieces are put together, and so copied once more.
  const plain = brotliDecompressSync(packed.subarray(numberLength), {
    maxOutputLength: length,
    chunkSize: Math.max(length + 1, constants.Z_MIN_CHUNK),
  });
  const start = numberLength + plain.readUInt32LE(0);
  const { head, lengths } = deserialize(plain.subarray(numberLength, start)) as Front;
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
