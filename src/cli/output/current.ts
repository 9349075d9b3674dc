import { join } from 'node:path';
import { isSystemError } from '../cli-error.ts';
import type { FileSystem } from './file-system.ts';
import { foldersOf, workName, type OutputPath } from './layout.ts';

/** What stands at one of our paths. */
export type Current =
  | { readonly kind: 'missing' }
  | { readonly kind: 'file'; readonly content: Buffer; readonly mode: number }
  /** Something that we must not write through or replace. */
  | { readonly kind: 'blocked'; readonly by: string };

/** Where the link at a path points while the folder is being changed (see `transaction.ts`). */
export function passingLink(path: OutputPath): string {
  return `${'../'.repeat(foldersOf(path).length)}${workName}/current/${path}`;
}

/** True when a link that an unfinished run of ours left stands at the path. */
export function isPassingLink(fileSystem: FileSystem, folder: string, path: OutputPath): boolean {
  const place = join(folder, path);
  return (
    fileSystem.entry(place)?.kind === 'link' && fileSystem.readLink(place) === passingLink(path)
  );
}

// Between two looks at a path, another run may remove it or turn a link into a file: ENOENT, EINVAL of readlink(2).
const turns = new Set(['ENOENT', 'EINVAL']);
const mostLooks = 20;

/** Reads a file as a proxy would see it now, but through no link that isn't ours. */
export function currentAt(fileSystem: FileSystem, folder: string, path: OutputPath): Current {
  for (let looks = 1; ; looks++) {
    try {
      return lookAt(fileSystem, folder, path);
    } catch (error) {
      if (!isSystemError(error) || !turns.has(error.code) || looks === mostLooks) throw error;
    }
  }
}

function lookAt(fileSystem: FileSystem, folder: string, path: OutputPath): Current {
  const obstacle = obstacleAbove(fileSystem, folder, path);
  if (obstacle !== null) return { kind: 'blocked', by: obstacle };
  const place = join(folder, path);
  const entry = fileSystem.entry(place);
  if (entry === null) return { kind: 'missing' };
  if (entry.kind === 'file')
    return { kind: 'file', content: fileSystem.read(place), mode: entry.mode };
  if (entry.kind !== 'link' || fileSystem.readLink(place) !== passingLink(path))
    return { kind: 'blocked', by: path };
  try {
    return { kind: 'file', content: fileSystem.read(place), mode: 0 };
  } catch (error) {
    if (isSystemError(error) && error.code === 'ENOENT') return { kind: 'missing' };
    throw error;
  }
}

/** The first part of the path's folder that is there and no real folder, or null. */
export function obstacleAbove(
  fileSystem: FileSystem,
  folder: string,
  path: OutputPath,
): string | null {
  for (const part of foldersOf(path)) {
    const entry = fileSystem.entry(join(folder, part));
    if (entry === null) return null;
    if (entry.kind !== 'directory') return part;
  }
  return null;
}
