import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isSystemError } from '../cli-error.ts';
import { damaged, missing } from './git-error.ts';
import { objectLimit } from './limits.ts';
import { inflate, isObjectType, type GitObject } from './object.ts';
import { openPacks, type Packs } from './packs.ts';
import { namesIn, type Repository } from './repository.ts';

/** Reads objects by their id, 40 hexadecimal digits, and checks that they are what the id says. */
export interface Objects {
  /** @throws CliError when it is not there, too large or damaged. */
  readonly read: (id: string) => GitObject;
  /** The ids that begin with some digits. */
  readonly startingWith: (digits: string) => readonly string[];
  readonly close: () => void;
}

export function openObjects({ objectFolders }: Repository): Objects {
  const packs = openPacks(objectFolders);
  const read = (id: string): GitObject => {
    const found = packs.read(id, read) ?? readLoose(objectFolders, id);
    if (found === null) throw missing(id);
    const { type, content } = found;
    const hash = createHash('sha1')
      .update(`${type} ${String(content.length)}\0`)
      .update(content);
    if (hash.digest('hex') !== id) throw damaged(`object ${id} is not what its name says`);
    return found;
  };
  return {
    read,
    startingWith: (digits) => startingWith(digits, objectFolders, packs),
    close: packs.close,
  };
}

function readLoose(folders: readonly string[], id: string): GitObject | null {
  for (const folder of folders) {
    const packed = readFile(join(folder, id.slice(0, 2), id.slice(2)));
    if (packed !== null) return parseLoose(packed, id);
  }
  return null;
}

function readFile(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch (error) {
    if (isSystemError(error)) return null;
    throw error;
  }
}

/** `type SP length NUL content`, compressed. */
function parseLoose(packed: Buffer, id: string): GitObject {
  const raw = inflate(packed, objectLimit + 64, id);
  const end = raw.indexOf(0);
  const [, type, length] =
    /^(commit|tree|blob|tag) (\d+)$/.exec(raw.subarray(0, end).toString('latin1')) ?? [];
  const content = raw.subarray(end + 1);
  if (!isObjectType(type) || Number(length) !== content.length) throw damaged(`object ${id}`);
  return { type, content };
}

function startingWith(digits: string, folders: readonly string[], packs: Packs): readonly string[] {
  const ids = new Set(packs.startingWith(digits));
  const start = digits.slice(0, 2);
  for (const folder of folders)
    for (const name of namesIn(join(folder, start)))
      if (/^[0-9a-f]{38}$/.test(name) && `${start}${name}`.startsWith(digits))
        ids.add(`${start}${name}`);
  return [...ids];
}
