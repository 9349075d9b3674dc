import { currentAt, type Current } from './current.ts';
import type { FileSystem } from './file-system.ts';
import { manifestPath, type OutputPath } from './layout.ts';
import { parseManifest, sha256, type Manifest } from './manifest.ts';
import type { OutputPlan } from './plan.ts';
import { fileMode, type PlannedFile } from './planned-file.ts';

/** How the folder differs from a plan. */
export interface Comparison {
  /** Not there. */
  readonly missing: readonly PlannedFile[];
  /** There with other content, written by an earlier run. */
  readonly changed: readonly PlannedFile[];
  /** There with other content, and nothing that gatewright wrote. */
  readonly foreign: readonly PlannedFile[];
  /** A secret file with the right content that others may read. */
  readonly exposed: readonly PlannedFile[];
  /** What stands in the way: links, folders, devices. */
  readonly blocked: readonly string[];
  /** Written by an earlier run and not part of the plan. */
  readonly stale: readonly OutputPath[];
  /** Like `stale`, but changed since by somebody else. */
  readonly edited: readonly OutputPath[];
  /** The list of our files has to be written. */
  readonly manifestDiffers: boolean;
}

/** Compares a plan with what stands in the folder, which need not exist. */
export function compareOutput(
  fileSystem: FileSystem,
  folder: string,
  plan: OutputPlan,
): Comparison {
  const list = currentAt(fileSystem, folder, manifestPath);
  const manifest: Manifest = list.kind === 'file' ? parseManifest(list.content) : new Map();
  const judged = plan.files.map((file) => ({
    file,
    verdict: judge(file, currentAt(fileSystem, folder, file.path), manifest),
  }));
  const those = (verdict: Verdict): readonly PlannedFile[] =>
    judged.filter((entry) => entry.verdict === verdict).map((entry) => entry.file);
  const planned = new Set(plan.files.map((file) => file.path));
  const left = [...manifest]
    .filter(([path]) => !planned.has(path))
    .map(([path, hash]) => ({ path, hash, current: currentAt(fileSystem, folder, path) }))
    .filter(({ current }) => current.kind !== 'missing');
  const ours = ({ hash, current }: (typeof left)[number]): boolean =>
    current.kind === 'file' && (hash === null || hash === sha256(current.content));
  return {
    missing: those('missing'),
    changed: those('changed'),
    foreign: those('foreign'),
    exposed: those('exposed'),
    blocked: [
      ...(list.kind === 'blocked' ? [list.by] : []),
      ...those('blocked').map((file) => file.path),
    ],
    stale: left.filter(ours).map(({ path }) => path),
    edited: left.filter((entry) => !ours(entry)).map(({ path }) => path),
    manifestDiffers: list.kind !== 'file' || !list.content.equals(plan.manifest.content()),
  };
}

type Verdict = 'same' | 'missing' | 'changed' | 'foreign' | 'exposed' | 'blocked';

function judge(file: PlannedFile, current: Current, manifest: Manifest): Verdict {
  if (current.kind !== 'file') return current.kind;
  if (current.content.equals(file.content())) {
    const tooOpen = file.secret && (current.mode & ~fileMode(file)) !== 0;
    return tooOpen && process.platform !== 'win32' ? 'exposed' : 'same';
  }
  return manifest.has(file.path) ? 'changed' : 'foreign';
}
