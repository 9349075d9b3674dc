import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, lstatSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

/** Two generations of some tens of files, of which some change, some stay, some come and some go. */
export const generations: readonly Readonly<Record<string, string>>[] = ['old', 'new'].map(
  (name) =>
    Object.fromEntries(
      Array.from({ length: 12 }, (_, gateway) => [
        [`shop/g${gateway}/envoy.json`, `${name} ${gateway} `.repeat(1500)],
        [`shop/g${gateway}/nginx.conf`, `${name} ${gateway}`],
        [`shop/g${gateway}/tls/same.crt`, 'the same'],
        [`shop/g${gateway}/tls/${name}.key`, `${name} ${gateway} key`],
      ]).flat(),
    ) as Record<string, string>,
);

/** The same as texts, by which a generation that was read is told. */
export const generationTexts = generations.map((files) =>
  JSON.stringify(Object.fromEntries(Object.entries(files).sort())),
);

export interface Writer {
  /** @param times - how many generations it writes before it ends */
  readonly start: (times?: number, first?: number) => ChildProcess;
}

/** Builds the program that writes the generations. */
export async function buildWriter(root: string, folder: string): Promise<Writer> {
  const program = join(root, 'writer.mjs');
  const list = join(root, 'generations.json');
  writeFileSync(list, JSON.stringify(generations));
  await build({
    entryPoints: [new URL('endless-writer.ts', import.meta.url).pathname],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: program,
    logLevel: 'error',
  });
  return {
    start: (times = Infinity, first = 0) =>
      spawn(process.execPath, [program, folder, list, String(times), String(first)], {
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
  };
}

/** Waits for the first byte that a process prints: from then on it writes. */
export async function hasBegun({ stdout }: ChildProcess): Promise<void> {
  if (stdout === null) throw new Error('standard output is not a pipe');
  await once(stdout, 'data');
}

/** Where in a change the process was that left the folder as it is. */
export type Phase = 'between changes' | 'staging' | 'before the switch' | 'after the switch';

export function phaseOf(folder: string): Phase {
  const work = join(folder, '.gatewright.tmp');
  if (!existsSync(work)) return 'between changes';
  const current = join(work, 'current');
  if (lstatSync(current, { throwIfNoEntry: false }) === undefined) return 'staging';
  return readlinkSync(current) === 'old' ? 'before the switch' : 'after the switch';
}
