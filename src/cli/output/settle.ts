import { join } from 'node:path';
import { CliError } from '../cli-error.ts';
import { isPassingLink, obstacleAbove } from './current.ts';
import { filesBelow, removeTree, type FileSystem } from './file-system.ts';
import { foldersOf, manifestPath, parseOutputPath, workName, type OutputPath } from './layout.ts';

/**
 * Ends a change of the folder, ours or that of a run which was killed: finishes it when it had been
 * switched to the new generation, else takes it back. Safe to repeat, and to be killed itself.
 *
 * @throws CliError when the work folder is not one that gatewright made.
 */
export function settle(fileSystem: FileSystem, folder: string): void {
  const work = join(folder, workName);
  const entry = fileSystem.entry(work);
  if (entry === null) return;
  if (entry.kind !== 'directory') throw notOurs();
  const generation = currentGeneration(fileSystem, work);
  if (generation !== null) {
    const paths = pathsIn(fileSystem, work);
    for (const path of paths) settlePath(fileSystem, folder, path, join(work, generation));
    const folders = new Set(paths.flatMap(foldersOf));
    for (const part of [...folders].reverse()) removeIfEmpty(fileSystem, join(folder, part));
    for (const part of [...folders, ''])
      if (fileSystem.entry(join(folder, part)) !== null)
        fileSystem.flushDirectory(join(folder, part));
    // From here on nothing refers to the work folder, so what is left of it can just be removed.
    fileSystem.unlink(join(work, 'current'));
  }
  removeTree(fileSystem, work);
}

function currentGeneration(fileSystem: FileSystem, work: string): 'old' | 'new' | null {
  const link = join(work, 'current');
  if (fileSystem.entry(link) === null) return null;
  const target = fileSystem.entry(link)?.kind === 'link' ? fileSystem.readLink(link) : '';
  if (target !== 'old' && target !== 'new') throw notOurs();
  return target;
}

/** The paths of both generations, sorted: folders come before what they hold. */
function pathsIn(fileSystem: FileSystem, work: string): readonly OutputPath[] {
  const found = ['old', 'new'].flatMap((generation) => {
    const root = join(work, generation);
    if (fileSystem.entry(root)?.kind !== 'directory') throw notOurs();
    return filesBelow(fileSystem, root);
  });
  return [...new Set(found)].sort().map((text) => {
    const path = text === manifestPath ? manifestPath : parseOutputPath(text);
    if (path === null) throw notOurs();
    return path;
  });
}

// The work folder may have come with a pull request: a link in it must not reach other files.
function settlePath(
  fileSystem: FileSystem,
  folder: string,
  path: OutputPath,
  generation: string,
): void {
  for (const root of [folder, generation])
    if (obstacleAbove(fileSystem, root, path) !== null) throw notOurs();
  if (!isPassingLink(fileSystem, folder, path)) return;
  const kept = fileSystem.entry(join(generation, path));
  if (kept === null) fileSystem.unlink(join(folder, path));
  else if (kept.kind === 'file') fileSystem.rename(join(generation, path), join(folder, path));
  else throw notOurs();
}

function removeIfEmpty(fileSystem: FileSystem, folder: string): void {
  if (fileSystem.entry(folder)?.kind !== 'directory') return;
  if (fileSystem.list(folder).length === 0) fileSystem.removeDirectory(folder);
}

function notOurs(): CliError {
  return new CliError(
    `${workName} in the output folder is not what an interrupted run of gatewright leaves`,
    'Remove it, after a look at what it holds.',
  );
}
