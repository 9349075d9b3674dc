import { posix, relative, resolve, sep } from 'node:path';
import type { SourceFile } from '../../source/source-file.ts';
import { compareText } from '../../util/compare.ts';
import { CliError } from '../cli-error.ts';
import { openTree, type Tree, type TreeEntry } from '../git/trees.ts';
import { contentVerdict, decode, tooLarge, totalLimit } from '../input/read.ts';
import { scanVerdict, type LeftOut, type Surroundings } from '../input/scan-verdict.ts';
import type { Side } from './choose.ts';
import type { SideInput } from './side-input.ts';

/**
 * Reads the manifests of a commit, by the rules for a working tree. Links and submodules are not followed, wherever
 * they lead.
 *
 * @param cwd - what the paths, and the names of files, are relative to
 */
export function readRevision(
  { commit, repository, objects }: Extract<Side, { readonly kind: 'revision' }>,
  paths: readonly string[],
  cwd: string,
): Promise<SideInput> {
  const tree = openTree(commit.tree, objects);
  const files = new Map<string, SourceFile>();
  const leftOut = new Map<string, LeftOut>();
  const missing: string[] = [];
  const prefix = relative(repository.root, cwd).split(sep).join('/');
  const around = surroundings(tree);
  let total = 0;
  const add = (entry: TreeEntry, scanned: boolean): void => {
    const name = posix.relative(prefix, entry.path);
    const where = placeVerdict(entry, scanned, around);
    const content = where === null ? tree.read(entry) : Buffer.alloc(0);
    total += content.length;
    if (total > totalLimit) throw tooLarge('the input', totalLimit);
    const why = where ?? contentVerdict(content, scanned);
    if (why === null) files.set(name, decode(name, content));
    else leftOut.set(name, { name, why });
  };
  for (const path of paths) {
    const wanted = relative(repository.root, resolve(cwd, path)).split(sep).join('/');
    if (wanted === '..' || wanted.startsWith('../'))
      throw new CliError(`${path} is outside of the Git repository`);
    const entry = tree.find(wanted);
    if (entry === null) missing.push(path);
    else if (entry.kind !== 'folder') add(entry, false);
    else for (const each of tree.below(entry)) if (isScanned(each, entry)) add(each, true);
  }
  const byName = (a: { readonly name: string }, b: { readonly name: string }) =>
    compareText(a.name, b.name);
  return Promise.resolve({
    files: [...files.values()].sort(byName),
    leftOut: [...leftOut.values()].sort(byName),
    missing,
  });
}

/** What a scan of a working tree meets; a submodule could hold manifests. */
function isScanned({ path, kind }: TreeEntry, folder: TreeEntry): boolean {
  const below = path.slice(folder.path.length).split('/');
  if (below.some((name) => name.startsWith('.') || name === 'node_modules')) return false;
  return kind === 'submodule' || /\.(?:yaml|yml|json)$/.test(path);
}

function placeVerdict(
  { kind, path }: TreeEntry,
  scanned: boolean,
  around: Surroundings,
): LeftOut['why'] | null {
  if (kind === 'link') return 'symbolic-link';
  if (kind === 'submodule') return 'submodule';
  return scanned ? scanVerdict(path, around) : null;
}

function surroundings(tree: Tree): Surroundings {
  return {
    separator: '/',
    exists: (path) => tree.find(path) !== null,
    read: (path) => {
      const entry = tree.find(path.split(sep).join('/'));
      return entry?.kind === 'file' ? tree.read(entry).toString('utf8') : null;
    },
  };
}
