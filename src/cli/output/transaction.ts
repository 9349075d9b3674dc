/*
 * How a set of files changes at once, in a folder that stays a plain folder.
 *
 * The layout is a promise (`DIR/<namespace>/<gateway>/nginx.conf`), DIR may be a mount point or a part of
 * a Git working tree, and other programs keep files in it (a proxy its pid file and logs). So DIR cannot
 * be a symbolic link that is swapped between generations, nor be renamed away: Git would commit the
 * link, `find DIR` would see nothing, and foreign files would vanish. Exchanging two folders in one step
 * (renameat2) is out of Node's reach. Renaming file after file leaves a mixture when the process dies.
 *
 * Instead the names are first made to point at one place, and that place is switched:
 *
 *   1. stage     .gatewright.tmp/old/<path>  the present files, as hard links
 *                .gatewright.tmp/new/<path>  the coming ones, flushed to the device
 *                .gatewright.tmp/current  -> old
 *   2. redirect  each <path> that changes becomes a link to .gatewright.tmp/current/<path>: it reads as
 *                before (a path that is still to come reads as missing)
 *   3. switch    current -> new, by one rename: now every path reads as after
 *   4. settle    each <path> becomes the real file of the current generation; the rest is tidied up
 *
 * Whoever reads a path at any moment gets one generation, and all paths the same one. A process that is
 * killed leaves that state behind, and the next run starts with `settle`, which finishes what had been
 * switched and takes back what had not. Before the switch all links are on the device, so that a power
 * failure cannot mix generations either.
 */
import { dirname, join } from 'node:path';
import { isSystemError, unsupportedOperation } from '../cli-error.ts';
import { filesBelow, type FileSystem } from './file-system.ts';
import { passingLink } from './current.ts';
import { foldersOf, workName, type OutputPath } from './layout.ts';
import { fileMode, type PlannedFile } from './planned-file.ts';
import { settle } from './settle.ts';

/** The files that differ between the present generation and the coming one. */
export interface ChangeSet {
  readonly write: readonly PlannedFile[];
  readonly remove: readonly OutputPath[];
}

/**
 * Makes the changes, all or none. The folder must be locked, settled and free of obstacles.
 *
 * @throws what the file system throws; the folder then holds the old generation, unless the failure came
 * after the switch.
 */
export function applyChanges(fileSystem: FileSystem, folder: string, changes: ChangeSet): void {
  const paths = [...changes.write.map((file) => file.path), ...changes.remove];
  try {
    stage(fileSystem, folder, changes);
    prepareFolders(fileSystem, folder, changes.write);
    if (tryLink(fileSystem, 'old', join(folder, workName, 'current'))) {
      redirect(fileSystem, folder, paths);
      switchGeneration(fileSystem, folder);
    } else {
      replaceOneByOne(fileSystem, folder, changes);
    }
  } catch (error) {
    takeBack(fileSystem, folder);
    throw error;
  }
  settle(fileSystem, folder);
}

function takeBack(fileSystem: FileSystem, folder: string): void {
  try {
    settle(fileSystem, folder);
  } catch {
    // The first failure is the one to report, and the next run settles the folder again.
  }
}

function stage(fileSystem: FileSystem, folder: string, changes: ChangeSet): void {
  const work = join(folder, workName);
  fileSystem.makeDirectory(work, 0o755);
  for (const generation of ['old', 'new']) fileSystem.makeDirectory(join(work, generation), 0o755);
  for (const file of changes.write) {
    const place = join(work, 'new', file.path);
    makeFolders(fileSystem, join(work, 'new'), file);
    fileSystem.create(place, file.content(), fileMode(file));
    keep(fileSystem, folder, file.path);
  }
  for (const path of changes.remove) keep(fileSystem, folder, path);
  for (const generation of ['old', 'new']) {
    const root = join(work, generation);
    flush(fileSystem, [root, ...filesBelow(fileSystem, root).flatMap((path) => above(root, path))]);
  }
  flush(fileSystem, [work]);
}

/** Keeps the present file under `old`, as a second name of the same file where that is possible. */
function keep(fileSystem: FileSystem, folder: string, path: OutputPath): void {
  const place = join(folder, path);
  const entry = fileSystem.entry(place);
  if (entry === null) return;
  const root = join(folder, workName, 'old');
  for (const part of foldersOf(path)) {
    if (fileSystem.entry(join(root, part)) !== null) continue;
    const mode = fileSystem.entry(join(folder, part))?.mode ?? 0o700;
    fileSystem.makeDirectory(join(root, part), mode | 0o700);
  }
  try {
    fileSystem.link(place, join(root, path));
  } catch (error) {
    if (!isSystemError(error) || !unsupportedOperation.has(error.code)) throw error;
    fileSystem.create(join(root, path), fileSystem.read(place), entry.mode);
  }
}

function prepareFolders(
  fileSystem: FileSystem,
  folder: string,
  files: readonly PlannedFile[],
): void {
  for (const file of files) {
    makeFolders(fileSystem, folder, file);
    // A folder that was there before, for example from a Git checkout, may be open to others.
    if (file.secret) fileSystem.setMode(join(folder, dirname(file.path)), 0o700);
  }
}

function makeFolders(fileSystem: FileSystem, root: string, file: PlannedFile): void {
  const folders = foldersOf(file.path);
  folders.forEach((part, index) => {
    if (fileSystem.entry(join(root, part)) !== null) return;
    const holdsKey = file.secret && index === folders.length - 1;
    fileSystem.makeDirectory(join(root, part), holdsKey ? 0o700 : 0o755);
  });
}

function redirect(fileSystem: FileSystem, folder: string, paths: readonly OutputPath[]): void {
  const link = join(folder, workName, 'link');
  for (const path of paths) {
    fileSystem.symlink(passingLink(path), link);
    fileSystem.rename(link, join(folder, path));
  }
  flush(fileSystem, [folder, ...paths.flatMap((path) => above(folder, path))]);
}

function switchGeneration(fileSystem: FileSystem, folder: string): void {
  const work = join(folder, workName);
  fileSystem.symlink('new', join(work, 'next'));
  fileSystem.rename(join(work, 'next'), join(work, 'current'));
  flush(fileSystem, [work]);
}

/** For file systems without symbolic links: each file changes at once, the set does not. */
function replaceOneByOne(fileSystem: FileSystem, folder: string, changes: ChangeSet): void {
  for (const { path } of changes.write)
    fileSystem.rename(join(folder, workName, 'new', path), join(folder, path));
  for (const path of changes.remove) fileSystem.unlink(join(folder, path));
}

function tryLink(fileSystem: FileSystem, target: string, path: string): boolean {
  try {
    fileSystem.symlink(target, path);
    return true;
  } catch (error) {
    if (isSystemError(error) && unsupportedOperation.has(error.code)) return false;
    throw error;
  }
}

function above(root: string, path: string): readonly string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => join(root, ...parts.slice(0, index + 1)));
}

function flush(fileSystem: FileSystem, folders: readonly string[]): void {
  for (const folder of new Set(folders)) fileSystem.flushDirectory(folder);
}
