import { statSync, type Stats } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { compareText } from '../../util/compare.ts';
import { CliError, isSystemError, systemReason } from '../cli-error.ts';
import { scanVerdict, type LeftOut } from './scan-verdict.ts';
import { passedOver, walk, type Entry } from './walk.ts';

/** A file to read. */
export interface FoundFile {
  /** Absolute. */
  readonly path: string;
  /** Relative to the working directory, with `/`. */
  readonly name: string;
  /** Named by the user, or found in a folder or by a glob, where other files may be too. */
  readonly how: 'named' | 'scanned';
}

export interface Found {
  /** Sorted by name. */
  readonly files: readonly FoundFile[];
  readonly leftOut: readonly LeftOut[];
}

/**
 * Finds the files that the user's paths mean (`-` aside). Links are followed only where the user named
 * them: a link in a scanned folder may lead anywhere.
 *
 * @param written - absolute paths of files that this run writes; a scan passes over them.
 * @throws CliError for a path that does not exist or is neither file nor folder.
 */
export async function discover(
  paths: readonly string[],
  cwd: string,
  written: ReadonlySet<string>,
): Promise<Found> {
  const files = new Map<string, FoundFile>();
  const leftOut = new Map<string, LeftOut>();
  for (const path of paths) {
    const absolute = resolve(cwd, path);
    const stats = lookAt(absolute, path);
    if (stats?.isFile() === true) {
      files.set(absolute, { path: absolute, name: nameOf(absolute, cwd), how: 'named' });
      continue;
    }
    const entries = stats === null ? await globbed(path, cwd) : below(absolute, stats, path);
    for (const entry of entries) {
      const name = nameOf(entry.path, cwd);
      const why = verdictOn(entry, written);
      if (why !== null) leftOut.set(name, { name, why });
      else if (!files.has(entry.path))
        files.set(entry.path, { path: entry.path, name, how: 'scanned' });
    }
  }
  return {
    files: [...files.values()].sort((a, b) => compareText(a.name, b.name)),
    leftOut: [...leftOut.values()].sort((a, b) => compareText(a.name, b.name)),
  };
}

function verdictOn({ path, link }: Entry, written: ReadonlySet<string>): LeftOut['why'] | null {
  if (link) return 'symbolic-link';
  return written.has(path) ? 'own-output' : scanVerdict(path);
}

function lookAt(absolute: string, given: string): Stats | null {
  try {
    return statSync(absolute, { throwIfNoEntry: false }) ?? null;
  } catch (error) {
    if (isSystemError(error)) throw new CliError(`cannot read ${given}: ${systemReason(error)}`);
    throw error;
  }
}

function below(folder: string, stats: Stats, given: string): readonly Entry[] {
  if (stats.isDirectory()) return walk(folder);
  throw new CliError(
    `${given} is neither a file nor a folder`,
    'Standard input is read with the path -.',
  );
}

// The package is loaded for a glob alone: starting it costs more than a small folder takes to compile.
async function globbed(pattern: string, cwd: string): Promise<readonly Entry[]> {
  const { default: glob } = await import('fast-glob');
  const unified = sep === '/' ? pattern : glob.convertPathToPattern(pattern);
  if (!glob.isDynamicPattern(unified)) throw new CliError(`${pattern} does not exist`);
  const entries = await glob.glob(unified, {
    cwd,
    absolute: true,
    onlyFiles: false,
    objectMode: true,
    // As in a folder's scan.
    followSymbolicLinks: false,
    ignore: passedOver.map((name) => `**/${name}/**`),
  });
  const found = entries.filter(({ dirent }) => dirent.isFile() || dirent.isSymbolicLink());
  if (found.length === 0) throw new CliError(`no file matches ${pattern}`);
  return found.map(({ path, dirent }) => ({ path: resolve(path), link: dirent.isSymbolicLink() }));
}

function nameOf(absolute: string, cwd: string): string {
  return relative(cwd, absolute).split(sep).join('/');
}
