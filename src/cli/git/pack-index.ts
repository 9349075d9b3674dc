import { damaged, unread } from './git-error.ts';
import type { OpenFile } from './open-file.ts';

/** Where the objects of a pack are (gitformat-pack, "pack-*.idx files", version 2). */
export interface PackIndex {
  /** Null for an object that the pack does not have. */
  readonly offsetOf: (id: string) => number | null;
  readonly startingWith: (digits: string) => readonly string[];
  readonly close: () => void;
}

const HEADER = 8;
const FANOUT = 256 * 4;
const ID = 20;

export function openIndex(file: OpenFile, path: string): PackIndex {
  const header = file.at(0, HEADER + FANOUT);
  if (header.length < HEADER + FANOUT) throw damaged(`${path} is cut off`);
  if (header.readUInt32BE(0) !== 0xff744f63 || header.readUInt32BE(4) !== 2)
    throw unread(`the format of ${path}`, 'git repack -a -d writes it anew.');
  const countUpTo = (byte: number): number =>
    byte < 0 ? 0 : header.readUInt32BE(HEADER + byte * 4);
  const total = countUpTo(255);
  const names = HEADER + FANOUT;
  const offsets = names + total * (ID + 4);

  const exactly = (offset: number, length: number): Buffer => {
    const bytes = file.at(offset, length);
    if (bytes.length < length) throw damaged(`${path} is cut off`);
    return bytes;
  };

  /** The sorted ids that begin with a byte, and the position of the first. */
  const bucket = (byte: number): { readonly first: number; readonly ids: Buffer } => {
    const [first, end] = [countUpTo(byte - 1), countUpTo(byte)];
    if (end < first || end > total) throw damaged(`${path} has no order`);
    return { first, ids: exactly(names + first * ID, (end - first) * ID) };
  };

  const offsetAt = (position: number): number => {
    const small = exactly(offsets + position * 4, 4).readUInt32BE(0);
    if (small < 0x80000000) return small;
    const large = exactly(offsets + total * 4 + (small - 0x80000000) * 8, 8);
    return Number(large.readBigUInt64BE(0));
  };

  return {
    offsetOf: (id) => {
      const wanted = Buffer.from(id, 'hex');
      const { first, ids } = bucket(wanted[0] ?? 0);
      let [low, high] = [0, ids.length / ID];
      while (low < high) {
        const middle = (low + high) >> 1;
        const order = wanted.compare(ids, middle * ID, (middle + 1) * ID);
        if (order === 0) return offsetAt(first + middle);
        if (order < 0) high = middle;
        else low = middle + 1;
      }
      return null;
    },
    startingWith: (digits) => {
      const { ids } = bucket(Number.parseInt(digits.slice(0, 2), 16));
      const found: string[] = [];
      for (let at = 0; at < ids.length; at += ID) {
        const id = ids.subarray(at, at + ID).toString('hex');
        if (id.startsWith(digits)) found.push(id);
      }
      return found;
    },
    close: file.close,
  };
}
