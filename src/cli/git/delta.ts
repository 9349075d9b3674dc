import { damaged } from './git-error.ts';
import { objectLimit } from './limits.ts';

/**
 * Makes an object of another one and a delta: the lengths of both, then instructions that copy from the base or add
 * what follows (gitformat-pack).
 */
export function applyDelta(base: Buffer, delta: Buffer): Buffer {
  const reader = { delta, at: 0 };
  const [from, to] = [readLength(reader), readLength(reader)];
  if (from !== base.length || to > objectLimit) throw damaged('a delta does not fit its base');
  const result = Buffer.alloc(to);
  let length = 0;
  while (reader.at < delta.length) {
    const part = nextPart(reader, base);
    if (length + part.length > to) throw damaged('a delta makes too much');
    part.copy(result, length);
    length += part.length;
  }
  if (length !== to) throw damaged('a delta makes too little');
  return result;
}

interface Reader {
  readonly delta: Buffer;
  at: number;
}

function nextByte(reader: Reader): number {
  const byte = reader.delta[reader.at++];
  if (byte === undefined) throw damaged('a delta is cut off');
  return byte;
}

function readLength(reader: Reader): number {
  let length = 0;
  for (let scale = 1; ; scale *= 128) {
    const byte = nextByte(reader);
    length += (byte & 127) * scale;
    if ((byte & 128) === 0) return length;
    if (scale > objectLimit) throw damaged('a delta has no length');
  }
}

function nextPart(reader: Reader, base: Buffer): Buffer {
  const instruction = nextByte(reader);
  if (instruction === 0) throw damaged('a delta has an unknown instruction');
  if ((instruction & 128) === 0) {
    const start = reader.at;
    reader.at += instruction;
    if (reader.at > reader.delta.length) throw damaged('a delta is cut off');
    return reader.delta.subarray(start, reader.at);
  }
  const offset = readBytes(reader, instruction & 15);
  const size = readBytes(reader, (instruction >> 4) & 7);
  const length = size === 0 ? 0x10000 : size;
  if (offset + length > base.length) throw damaged('a delta copies from beyond its base');
  return base.subarray(offset, offset + length);
}

/** Little-endian; each bit says whether that byte is there or zero. */
function readBytes(reader: Reader, present: number): number {
  let value = 0;
  for (let bit = 1, scale = 1; bit <= present; bit *= 2, scale *= 256)
    if ((present & bit) !== 0) value += nextByte(reader) * scale;
  return value;
}
