import { readdirSync, type Dirent } from 'node:fs';
import { join } from 'node:path';
import { isSystemError } from '../cli-error.ts';

/** A file or a symbolic link that a scan came upon. */
export interface Entry {
  /** Absolute. */
  readonly path: string;
  readonly link: boolean;
}

/** What a scan never looks into, whatever the pattern. */
export const passedOver = ['node_modules', '.git'] as const;

const manifest = /\.(?:yaml|yml|json)$/;

/**
 * The files and links with a manifest's name below a folder, in no order. Hidden files and folders are passed over; a
 * link may lead out of the folder, or in circles, so none is followed.
 *
 * @param folder - absolute
 * @throws the system's error for a folder that cannot be read, unless it has gone meanwhile.
 */
export function walk(folder: string): readonly Entry[] {
  const found: Entry[] = [];
  const folders = [folder];
  for (let current = folders.pop(); current !== undefined; current = folders.pop())
    for (const entry of entriesOf(current)) {
      if (entry.name.startsWith('.')) continue;
      const path = join(current, entry.name);
      const link = entry.isSymbolicLink();
      if (entry.isDirectory()) {
        if (!isPassedOver(entry.name)) folders.push(path);
      } else if ((link || entry.isFile()) && manifest.test(entry.name)) found.push({ path, link });
    }
  return found;
}

function isPassedOver(name: string): boolean {
  return passedOver.some((each) => each === name);
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (isSystemError(error) && error.code === 'ENOENT') return [];
    throw error;
  }
}
