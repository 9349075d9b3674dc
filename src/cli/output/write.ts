import { mkdirSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CliError, isSystemError, systemReason } from '../cli-error.ts';
import { compareOutput, type Comparison } from './compare.ts';
import type { FileSystem } from './file-system.ts';
import { lockName, workName, type OutputPath } from './layout.ts';
import { withLock } from './lock.ts';
import type { OutputPlan } from './plan.ts';
import { settle } from './settle.ts';
import { applyChanges } from './transaction.ts';

/** What writing needs from its surroundings. */
export interface WriteSurroundings {
  readonly fileSystem: FileSystem;
  /** Runs an action that signals must not interrupt, then lets pending ones act. */
  readonly uninterrupted: <T>(action: () => T) => Promise<T>;
  /** How long to wait for another run, in milliseconds. */
  readonly patience: number;
}

export interface WriteResult {
  readonly written: number;
  readonly removed: number;
  /** No longer ours to remove, as somebody changed them. */
  readonly kept: readonly OutputPath[];
}

const pause = 50;

/**
 * Brings a folder to a plan: all of it or nothing.
 *
 * @param folder - absolute path; created when missing.
 * @throws CliError when it cannot be done; the folder is as it was.
 */
export async function writeOutput(
  folder: string,
  plan: OutputPlan,
  surroundings: WriteSurroundings,
): Promise<WriteResult> {
  try {
    const real = openFolder(folder);
    const settled = alreadyThere(real, plan, surroundings.fileSystem);
    return settled ?? (await writeLocked(real, plan, surroundings));
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new CliError(`cannot write to ${folder}: ${systemReason(error)}`);
  }
}

// The folder itself may be a symbolic link: that is the choice of whoever gave its name.
function openFolder(folder: string): string {
  const stats = statSync(folder, { throwIfNoEntry: false });
  if (stats === undefined) mkdirSync(folder, { recursive: true, mode: 0o755 });
  else if (!stats.isDirectory()) throw new CliError(`${folder} is not a folder`);
  return realpathSync(folder);
}

/** An unchanged folder is not touched at all: not even locked, and it may be read-only. */
function alreadyThere(
  folder: string,
  plan: OutputPlan,
  fileSystem: FileSystem,
): WriteResult | null {
  for (const name of [lockName, workName])
    if (fileSystem.entry(join(folder, name)) !== null) return null;
  const comparison = compareOutput(fileSystem, folder, plan);
  return isEmpty(comparison) ? { written: 0, removed: 0, kept: comparison.edited } : null;
}

async function writeLocked(
  folder: string,
  plan: OutputPlan,
  surroundings: WriteSurroundings,
): Promise<WriteResult> {
  const { fileSystem, uninterrupted, patience } = surroundings;
  for (let waited = 0; waited <= patience; waited += pause) {
    const result = await uninterrupted(() =>
      withLock(fileSystem, folder, () => bringTo(fileSystem, folder, plan)),
    );
    if (result.kind === 'done') return result.value;
    await new Promise((resume) => setTimeout(resume, pause));
  }
  throw new CliError(
    `another run is writing to ${folder}`,
    `If none is, remove ${join(folder, lockName)}.`,
  );
}

function bringTo(fileSystem: FileSystem, folder: string, plan: OutputPlan): WriteResult {
  settle(fileSystem, folder);
  const comparison = compareOutput(fileSystem, folder, plan);
  refuseForeign(folder, comparison);
  const write = [...comparison.missing, ...comparison.changed, ...comparison.exposed];
  const remove = comparison.stale;
  const list = comparison.manifestDiffers ? [plan.manifest] : [];
  if (!isEmpty(comparison))
    applyChanges(fileSystem, folder, { write: [...write, ...list], remove });
  return { written: write.length, removed: remove.length, kept: comparison.edited };
}

function isEmpty(comparison: Comparison): boolean {
  const { missing, changed, foreign, exposed, blocked, stale, manifestDiffers } = comparison;
  const lists = [missing, changed, foreign, exposed, blocked, stale];
  return !manifestDiffers && lists.every((list) => list.length === 0);
}

function refuseForeign(folder: string, comparison: Comparison): void {
  const foreign = comparison.foreign.map((file) => file.path);
  const inTheWay = [...comparison.blocked, ...foreign];
  if (inTheWay.length === 0) return;
  throw new CliError(
    'these stand where files would be written, and gatewright did not write them:',
    'Nothing was written. Move them away or choose another folder.',
    inTheWay.map((path) => join(folder, path)),
  );
}
