import type { Note, SideName } from '../../diff/model.ts';
import { CliError } from '../cli-error.ts';
import type { CliIo } from '../io.ts';
import { leftOutReasons } from '../summary.ts';
import type { Side, Sides } from './choose.ts';
import { readFolder } from './folder.ts';
import { readRevision } from './revision.ts';
import type { SideInput } from './side-input.ts';

export interface BothInputs {
  readonly base: SideInput;
  readonly head: SideInput;
  /** What a reader of the comparison has to know that was not compared. */
  readonly notes: readonly Note[];
}

/**
 * Reads both sides. A path that only one side has is empty on the other.
 *
 * @throws CliError for a path that neither has, for globs, and when there is nothing at all.
 */
export async function readSides({ base, head, paths }: Sides, io: CliIo): Promise<BothInputs> {
  const glob = paths.find((path) => path === '-' || /[*?{}[\]]/.test(path));
  if (glob !== undefined) throw new CliError(`diff takes files and folders as PATH, not ${glob}`);
  const wanted = paths.length === 0 ? ['.'] : paths;
  const [before, after] = [await readSide(base, wanted, io), await readSide(head, wanted, io)];
  const nowhere = before.missing.find((path) => after.missing.includes(path));
  if (nowhere !== undefined)
    throw new CliError(`${nowhere} exists neither in ${base.label} nor in ${head.label}`);
  const notes = [...notesOf(before, 'base'), ...notesOf(after, 'head')];
  if (before.files.length === 0 && after.files.length === 0)
    throw new CliError(
      `no manifests in ${wanted.join(', ')}`,
      'Folders are searched for *.yaml, *.yml and *.json.',
      notes.map(({ file, why }) => `${file}: ${why}`),
    );
  return { base: before, head: after, notes };
}

function readSide(side: Side, paths: readonly string[], io: CliIo): Promise<SideInput> {
  return side.kind === 'folder' ? readFolder(side, paths, io) : readRevision(side, paths, io.cwd);
}

function notesOf({ leftOut }: SideInput, side: SideName): readonly Note[] {
  return leftOut.flatMap(({ name, why }) =>
    why === 'not-kubernetes' || why === 'own-output'
      ? []
      : [{ side, file: name, why: leftOutReasons[why] }],
  );
}
