import { join } from 'node:path';
import { CliError } from '../cli-error.ts';
import { damaged, unread } from './git-error.ts';
import { stepLimit } from './limits.ts';
import type { Objects } from './objects.ts';
import { readText, type Repository } from './repository.ts';

/** A commit, as far as anybody here wants to know. */
export interface Commit {
  readonly id: string;
  readonly tree: string;
  readonly parents: readonly string[];
}

/**
 * The commit that a revision names, or null when there is none of that name: a branch, tag or remote branch, HEAD, an
 * id or the beginning of one, each with `~N`, `^N` and `^{...}` behind it (gitrevisions).
 *
 * @throws CliError for a name that means several commits, and for a commit that is not in the clone.
 */
export function findCommit(
  revision: string,
  repository: Repository,
  objects: Objects,
): Commit | null {
  const [, name = '', steps = ''] =
    /^(.*?)((?:~\d{0,6}|\^\d{0,3}|\^\{[a-z]*\})*)$/.exec(revision) ?? [];
  const id = findId(name === '@' ? 'HEAD' : name, repository, objects);
  if (id === null) return null;
  let commit = peel(id, objects);
  for (const [, mark, number = ''] of steps.matchAll(/([~^])(\d+|\{[a-z]*\})?/g)) {
    if (number.startsWith('{')) continue;
    const wanted = number === '' ? 1 : Number(number);
    if (wanted > stepLimit) throw new CliError(`${revision} goes back too far`);
    if (mark === '~')
      for (let step = 0; step < wanted; step++) commit = parentOf(commit, 1, revision, objects);
    else if (wanted > 0) commit = parentOf(commit, wanted, revision, objects);
  }
  return commit;
}

function parentOf(commit: Commit, number: number, revision: string, objects: Objects): Commit {
  const parent = commit.parents[number - 1];
  if (parent === undefined)
    throw new CliError(`${revision} does not exist: commit ${commit.id} has no such parent`);
  return peel(parent, objects);
}

/** The commit that an object is, or that a tag names. */
function peel(id: string, objects: Objects): Commit {
  let at = id;
  for (let depth = 0; depth < 16; depth++) {
    const { type, content } = objects.read(at);
    const text = content.toString('utf8');
    if (type === 'commit') return parseCommit(at, text);
    const [, next] = type === 'tag' ? (/^object ([0-9a-f]{40})\n/.exec(text) ?? []) : [];
    if (next === undefined) throw new CliError(`${id} is a ${type}, not a commit`);
    at = next;
  }
  throw damaged(`tag ${id} has no end`);
}

function parseCommit(id: string, text: string): Commit {
  const end = text.indexOf('\n\n');
  const header = end === -1 ? text : text.slice(0, end + 1);
  const [, tree] = /^tree ([0-9a-f]{40})\n/.exec(header) ?? [];
  if (tree === undefined) throw damaged(`commit ${id}`);
  const parents = [...header.matchAll(/^parent ([0-9a-f]{40})$/gm)].map(
    ([, parent = '']) => parent,
  );
  return { id, tree, parents };
}

function findId(name: string, repository: Repository, objects: Objects): string | null {
  if (/^[0-9a-f]{40}$/.test(name)) return name;
  const id = isRefName(name) ? findRef(name, repository) : null;
  if (id !== null) return id;
  if (!/^[0-9a-f]{4,39}$/.test(name)) return null;
  const ids = objects.startingWith(name);
  const commits = ids.filter((each) => {
    const { type } = objects.read(each);
    return type === 'commit' || type === 'tag';
  });
  if (commits.length > 1)
    throw new CliError(`${name} is the beginning of several commits`, null, commits);
  return commits[0] ?? null;
}

/** What Git allows as a name of a ref (git check-ref-format): above all, no way out of the folder. */
function isRefName(name: string): boolean {
  return (
    !/[\0-\x20\x7f~^:?*[\\]|\.\.|@\{|\/\/|^[-/.]|\/\.|\.lock(?:\/|$)|[/.]$/.test(name) &&
    name !== ''
  );
}

/** In the order of gitrevisions. */
function findRef(name: string, repository: Repository): string | null {
  const packed = packedRefs(repository);
  const candidates = [
    ...(/^[A-Z_]+$/.test(name) || name.startsWith('refs/') ? [name] : []),
    `refs/${name}`,
    `refs/tags/${name}`,
    `refs/heads/${name}`,
    `refs/remotes/${name}`,
    `refs/remotes/${name}/HEAD`,
  ];
  for (const candidate of candidates) {
    const id = readRef(candidate, repository, packed);
    if (id !== null) return id;
  }
  return null;
}

function readRef(
  first: string,
  { gitFolder, commonFolder }: Repository,
  packed: ReadonlyMap<string, string>,
): string | null {
  let name = first;
  for (let depth = 0; depth < 6; depth++) {
    const text = readText(join(gitFolder, name)) ?? readText(join(commonFolder, name));
    const [, target] = /^ref: (\S+)\s*$/.exec(text ?? '') ?? [];
    if (target === undefined) {
      const [id] = /^[0-9a-f]{40,64}(?![0-9a-f])/.exec(text ?? packed.get(name) ?? '') ?? [];
      if (id !== undefined && id.length > 40)
        throw unread('a Git repository with SHA-256 object ids');
      return id ?? null;
    }
    if (target === 'refs/heads/.invalid') throw unread('a Git repository with refs in a reftable');
    if (!isRefName(target)) throw damaged(`${name} names no ref`);
    name = target;
  }
  throw damaged(`${first} has no end`);
}

function packedRefs({ commonFolder }: Repository): ReadonlyMap<string, string> {
  const text = readText(join(commonFolder, 'packed-refs')) ?? '';
  return new Map(
    [...text.matchAll(/^([0-9a-f]{40,64}) (\S+)$/gm)].map(([, id = '', name = '']) => [name, id]),
  );
}
