import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { CliError } from '../cli-error.ts';
import { findRepository, type Repository } from '../git/repository.ts';
import { openObjects, type Objects } from '../git/objects.ts';
import { findCommit, type Commit } from '../git/revisions.ts';

/** One of the two states that are compared. */
export type Side =
  | { readonly kind: 'folder'; readonly label: string; readonly folder: string }
  | {
      readonly kind: 'revision';
      readonly label: string;
      readonly commit: Commit;
      readonly repository: Repository;
      readonly objects: Objects;
    };

/** What the arguments of `diff` mean. */
export interface Sides {
  readonly base: Side;
  readonly head: Side;
  /** Below both sides; empty for everything. */
  readonly paths: readonly string[];
}

/**
 * `BASE [HEAD] [PATH...]`. With a folder as BASE, the next argument is HEAD. With a revision it is HEAD if it is one
 * too, and otherwise the first PATH. Without HEAD, BASE is compared with the working tree.
 *
 * @throws CliError for what is neither, and for what is both: a pull request must not be able to take the place of a
 * branch by adding a folder of its name.
 */
export function chooseSides(args: readonly string[], cwd: string): Sides {
  const [first, second, ...rest] = args;
  if (first === undefined)
    throw new CliError('diff needs BASE', 'A folder or a Git revision, such as origin/main.');
  const find = sideFinder(cwd);
  const base = find(first);
  if (base === null) throw neither(first);
  const working: Side = { kind: 'folder', label: 'the working tree', folder: cwd };
  if (second === undefined) return { base, head: working, paths: [] };
  const head = find(second);
  if (base.kind === 'folder') {
    if (head === null) throw neither(second);
    return { base, head, paths: rest };
  }
  return head?.kind === 'revision'
    ? { base, head, paths: rest }
    : { base, head: working, paths: [second, ...rest] };
}

function neither(given: string): CliError {
  return new CliError(
    `${given} is neither a folder nor a Git revision`,
    'A clone of one branch lacks the others: fetch them first (actions/checkout: fetch-depth: 0).',
  );
}

type FindSide = (given: string) => Side | null;

function sideFinder(cwd: string): FindSide {
  const repository = findRepository(cwd);
  const objects = repository === null ? null : openObjects(repository);
  return (given) => {
    const folder = resolve(cwd, given);
    const isPath = existsSync(folder);
    const commit =
      repository === null || objects === null || isPlainlyPath(given)
        ? null
        : findCommit(given, repository, objects);
    if (commit !== null && isPath)
      throw new CliError(
        `${given} is a path and a Git revision`,
        `Write ./${given} for the path, or the revision in full, such as refs/heads/${given}.`,
      );
    if (repository !== null && objects !== null && commit !== null) {
      const label = `${given} (${commit.id.slice(0, 10)})`;
      return { kind: 'revision', label, commit, repository, objects };
    }
    return isPath ? { kind: 'folder', label: given, folder } : null;
  };
}

function isPlainlyPath(given: string): boolean {
  return /^(?:\.{0,2}[/\\]|\.{1,2}$|[A-Za-z]:[/\\])|[/\\]$/.test(given);
}
