import { applyDelta } from './delta.ts';
import { damaged } from './git-error.ts';
import { chainLimit, objectLimit } from './limits.ts';
import { inflate, type GitObject, type ObjectType } from './object.ts';
import type { OpenFile } from './open-file.ts';

/** Where deltas find what they change. */
export interface Bases {
  readonly offsetOf: (id: string) => number | null;
  /** For a base that is in another pack, or in none. */
  readonly readBase: (id: string) => GitObject;
}

const types: ReadonlyMap<number, ObjectType> = new Map([
  [1, 'commit'],
  [2, 'tree'],
  [3, 'blob'],
  [4, 'tag'],
]);
const OFFSET_DELTA = 6;
const ID_DELTA = 7;

/** Reads an object of a pack, undoing deltas (gitformat-pack, "Deltified representation"). */
export function readPacked(pack: OpenFile, offset: number, bases: Bases): GitObject {
  const deltas: Buffer[] = [];
  let at = offset;
  for (;;) {
    const entry = readEntry(pack, at);
    if (entry.kind === 'whole') return undo(entry, deltas);
    deltas.push(entry.delta);
    if (deltas.length > chainLimit) throw damaged('a pack has deltas without end');
    const base = typeof entry.base === 'number' ? at - entry.base : bases.offsetOf(entry.base);
    if (base === null) return undo(bases.readBase(String(entry.base)), deltas);
    // A base stands before what is made of it; one that is named by its id may stand anywhere.
    if (base <= 0 || base === at) throw damaged('a delta of a pack has no base');
    at = base;
  }
}

function undo({ type, content }: GitObject, deltas: readonly Buffer[]): GitObject {
  return { type, content: deltas.reduceRight((base, delta) => applyDelta(base, delta), content) };
}

type Entry =
  | ({ readonly kind: 'whole' } & GitObject)
  /** `base`: how far before the entry, or the id. */
  | { readonly kind: 'delta'; readonly base: number | string; readonly delta: Buffer };

// Type and length take ten bytes at most, the base another twenty.
const MAX_HEADER = 32;

function readEntry(pack: OpenFile, offset: number): Entry {
  const header = pack.at(offset, MAX_HEADER);
  const first = byteAt(header, 0);
  const type = (first >> 4) & 7;
  let size = first & 15;
  let at = 1;
  for (let byte = first, scale = 16; (byte & 128) !== 0; scale *= 128) {
    byte = byteAt(header, at++);
    size += (byte & 127) * scale;
  }
  if (size > objectLimit) throw damaged('an object is too large');
  const data = (from: number): Buffer => {
    // deflate never makes much more of its input than it was.
    const packed = pack.at(offset + from, size + Math.ceil(size / 500) + 64);
    const content = inflate(packed, size, 'an object of a pack');
    if (content.length !== size) throw damaged('an object of a pack has another length');
    return content;
  };
  const plain = types.get(type);
  if (plain !== undefined) return { kind: 'whole', type: plain, content: data(at) };
  if (type === ID_DELTA) {
    const base = header.subarray(at, at + 20).toString('hex');
    return { kind: 'delta', base, delta: data(at + 20) };
  }
  if (type !== OFFSET_DELTA) throw damaged('a pack has an object of an unknown type');
  let byte = byteAt(header, at++);
  let distance = byte & 127;
  while ((byte & 128) !== 0) {
    byte = byteAt(header, at++);
    distance = (distance + 1) * 128 + (byte & 127);
  }
  return { kind: 'delta', base: distance, delta: data(at) };
}

function byteAt(buffer: Buffer, at: number): number {
  const byte = buffer[at];
  if (byte === undefined) throw damaged('a pack is cut off');
  return byte;
}
