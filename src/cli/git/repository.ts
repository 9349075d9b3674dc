import { readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { isSystemError } from '../cli-error.ts';
import { damaged } from './git-error.ts';

/**
 * A Git repository on disk. It is read without running Git, and without reading its configuration: nothing in a
 * repository can make anything run (hooks, filters, text conversion, file system monitors, transports), no option can
 * be smuggled into a command line, and a repository of another owner is no danger.
 */
export interface Repository {
  /** Absolute folder of the working tree. */
  readonly root: string;
  /** Absolute folder with HEAD; of a linked working tree, its own. */
  readonly gitFolder: string;
  /** Absolute folder with refs that all working trees share. */
  readonly commonFolder: string;
  /** Absolute folders that hold objects: the repository's own first. */
  readonly objectFolders: readonly string[];
}

/** The repository that a folder belongs to, or null. */
export function findRepository(folder: string): Repository | null {
  for (let root = folder; ; root = dirname(root)) {
    const gitFolder = gitFolderAt(root);
    if (gitFolder !== null) {
      const commonFolder = commonFolderOf(gitFolder);
      const objectFolders = withAlternates(join(commonFolder, 'objects'));
      return { root, gitFolder, commonFolder, objectFolders };
    }
    if (dirname(root) === root) return null;
  }
}

/** A folder `.git`, or a file that says where it is (worktrees, submodules). */
function gitFolderAt(root: string): string | null {
  const path = join(root, '.git');
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return null;
  if (stats.isDirectory()) return readText(join(path, 'HEAD')) === null ? null : path;
  const line = /^gitdir: (.+)$/m.exec(readText(path) ?? '')?.[1];
  if (line === undefined) throw damaged(`${path} does not name a folder`);
  return resolve(root, line.trim());
}

function commonFolderOf(gitFolder: string): string {
  const line = readText(join(gitFolder, 'commondir'))?.trim();
  return line === undefined ? gitFolder : resolve(gitFolder, line);
}

const MAX_FOLDERS = 32;

/** Clones can borrow the objects of others (gitrepository-layout, `objects/info/alternates`). */
function withAlternates(own: string): readonly string[] {
  const folders = new Set([own]);
  for (const folder of folders)
    for (const line of (readText(join(folder, 'info', 'alternates')) ?? '').split('\n'))
      if (line !== '' && !line.startsWith('#') && folders.size < MAX_FOLDERS)
        folders.add(resolve(folder, line));
  return [...folders];
}

/** The text of a small file; null when it cannot be read. */
export function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (isSystemError(error)) return null;
    throw error;
  }
}

/** The names in a folder; none when there is no such folder. */
export function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch (error) {
    if (isSystemError(error)) return [];
    throw error;
  }
}
