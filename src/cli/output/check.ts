import { statSync } from 'node:fs';
import { compareText } from '../../util/compare.ts';
import { CliError, isSystemError, systemReason } from '../cli-error.ts';
import { compareOutput } from './compare.ts';
import type { FileSystem } from './file-system.ts';
import type { OutputPlan } from './plan.ts';

/** One file that would change. */
export interface Drift {
  readonly path: string;
  readonly how: 'missing' | 'differs' | 'stale' | 'mode is not 0600' | 'in the way';
}

/**
 * What a run would change in the folder, sorted by path, without changing it. The list of our own files
 * does not count, as no proxy reads it. File contents are never part of the answer.
 *
 * @throws CliError when the folder cannot be read.
 */
export function checkOutput(
  folder: string,
  plan: OutputPlan,
  fileSystem: FileSystem,
): readonly Drift[] {
  try {
    const stats = statSync(folder, { throwIfNoEntry: false });
    if (stats !== undefined && !stats.isDirectory())
      throw new CliError(`${folder} is not a folder`);
    const { missing, changed, foreign, exposed, blocked, stale } = compareOutput(
      fileSystem,
      folder,
      plan,
    );
    const drift: readonly Drift[] = [
      ...missing.map(({ path }) => ({ path, how: 'missing' as const })),
      ...[...changed, ...foreign].map(({ path }) => ({ path, how: 'differs' as const })),
      ...exposed.map(({ path }) => ({ path, how: 'mode is not 0600' as const })),
      ...blocked.map((path) => ({ path, how: 'in the way' as const })),
      ...stale.map((path) => ({ path, how: 'stale' as const })),
    ];
    return [...drift].sort((a, b) => compareText(a.path, b.path));
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new CliError(`cannot read ${folder}: ${systemReason(error)}`);
  }
}
