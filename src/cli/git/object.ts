import { inflateSync } from 'node:zlib';
import { damaged } from './git-error.ts';

export type ObjectType = 'commit' | 'tree' | 'blob' | 'tag';

export interface GitObject {
  readonly type: ObjectType;
  readonly content: Buffer;
}

export function isObjectType(text: string | undefined): text is ObjectType {
  return text === 'commit' || text === 'tree' || text === 'blob' || text === 'tag';
}

/** @throws CliError when the data is no zlib stream, or holds more than `most` bytes. */
export function inflate(data: Buffer, most: number, what: string): Buffer {
  try {
    return inflateSync(data, { maxOutputLength: Math.max(1, most) });
  } catch (error) {
    const tooLarge = error instanceof RangeError;
    throw damaged(tooLarge ? `${what} is too large` : `${what} cannot be unpacked`);
  }
}
