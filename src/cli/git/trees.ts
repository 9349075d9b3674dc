import { CliError } from '../cli-error.ts';
import { damaged } from './git-error.ts';
import { depthLimit } from './limits.ts';
import type { Objects } from './objects.ts';

/** An entry of a tree. `link` and `submodule` are never followed. */
export interface TreeEntry {
  /** From the root of the repository, with `/`. */
  readonly path: string;
  readonly kind: 'file' | 'folder' | 'link' | 'submodule';
  readonly id: string;
}

/** The folders and files of one commit. */
export interface Tree {
  /** Null when there is nothing at the path; the root's path is empty. */
  readonly find: (path: string) => TreeEntry | null;
  /** Everything below a folder that is no folder, in the order of the paths. */
  readonly below: (folder: TreeEntry) => Generator<TreeEntry, void>;
  readonly read: (file: TreeEntry) => Buffer;
}

export function openTree(root: string, objects: Objects): Tree {
  const known = new Map<string, readonly TreeEntry[]>();
  const entriesOf = ({ id, path }: TreeEntry): readonly TreeEntry[] => {
    const key = `${id} ${path}`;
    const entries = known.get(key) ?? parseTree(objects.read(id).content, path);
    known.set(key, entries);
    return entries;
  };
  const top: TreeEntry = { path: '', kind: 'folder', id: root };

  function* below(folder: TreeEntry, depth = 0): Generator<TreeEntry, void> {
    if (depth > depthLimit) throw new CliError(`${folder.path}: folders are nested too deeply`);
    for (const entry of entriesOf(folder)) {
      if (entry.kind === 'folder') yield* below(entry, depth + 1);
      else yield entry;
    }
  }

  return {
    find: (path) => {
      let at: TreeEntry = top;
      for (const name of path.split('/')) {
        if (name === '') continue;
        if (at.kind !== 'folder') return null;
        const wanted = at.path === '' ? name : `${at.path}/${name}`;
        const next = entriesOf(at).find((entry) => entry.path === wanted);
        if (next === undefined) return null;
        at = next;
      }
      return at;
    },
    below,
    read: ({ id }) => objects.read(id).content,
  };
}

/** `mode SP name NUL id`, again and again. */
function parseTree(content: Buffer, folder: string): readonly TreeEntry[] {
  const entries: TreeEntry[] = [];
  for (let at = 0; at < content.length;) {
    const end = content.indexOf(0, at);
    const id = content.subarray(end + 1, end + 21);
    const [, mode, name] = /^(\d{5,6}) ([^/]+)$/s.exec(content.subarray(at, end).toString()) ?? [];
    if (end === -1 || id.length < 20 || name === undefined || name === '.' || name === '..')
      throw damaged(`folder ${folder}`);
    const path = folder === '' ? name : `${folder}/${name}`;
    entries.push({ path, kind: kindOf(mode ?? ''), id: id.toString('hex') });
    at = end + 21;
  }
  return entries;
}

function kindOf(mode: string): TreeEntry['kind'] {
  if (mode === '40000' || mode === '040000') return 'folder';
  if (mode === '120000') return 'link';
  return mode === '160000' ? 'submodule' : 'file';
}
