import { once } from 'node:events';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { nodeFileSystem } from '../../src/cli/output/file-system.ts';
import { writeOutput } from '../../src/cli/output/write.ts';
import { planOf, readGeneration, surroundings } from '../cli/support/generations.ts';
import { temporaryFolder } from '../cli/support/temporary-folder.ts';
import { randomNumbers } from '../support/random-numbers.ts';
import {
  buildWriter,
  generations,
  generationTexts,
  hasBegun,
  phaseOf,
  type Phase,
} from './support/writer.ts';

// The steps themselves are covered one by one in test/cli/output-writer.test.ts; here a real process dies.
const kills = Number(process.env['GATEWRIGHT_KILLS'] ?? 100);
const seed = Number(process.env['GATEWRIGHT_KILL_SEED'] ?? 1);
/** Milliseconds that a process writes at most before it is killed: some changes. */
const longest = 120;

test(
  `a process that is killed at ${kills} random points leaves one generation each time, which the next run repairs`,
  { timeout: 60_000 + kills * 2000 },
  async () => {
    const root = temporaryFolder();
    const folder = join(root, 'out');
    const writer = await buildWriter(root, folder);
    const random = randomNumbers(seed);
    await write(folder, 0);
    const phases = new Map<Phase, number>();
    const seen = [0, 0];
    let repairs = 0;
    for (let kill = 0; kill < kills; kill++) {
      const child = writer.start();
      const ended = once(child, 'exit');
      await hasBegun(child);
      await new Promise((resume) => setTimeout(resume, random(longest)));
      child.kill('SIGKILL');
      expect((await ended)[1]).toBe('SIGKILL');
      const phase = phaseOf(folder);
      phases.set(phase, (phases.get(phase) ?? 0) + 1);
      const which = generationTexts.indexOf(JSON.stringify(readGeneration(folder)));
      expect(which, `after kill ${kill}, ${phase}`).not.toBe(-1);
      seen[which] = (seen[which] ?? 0) + 1;
      // Else the next process finds what this one left, so that several in a row are killed over one change.
      if (kill % 3 !== 0) continue;
      await write(folder, 1 - which);
      expect(JSON.stringify(readGeneration(folder))).toBe(generationTexts[1 - which]);
      expect(readdirSync(folder).sort()).toEqual(['.gatewright.json', 'shop']);
      repairs++;
    }
    expect(Math.min(...seen)).toBeGreaterThan(0);
    expect(kills - (phases.get('between changes') ?? 0)).toBeGreaterThan(kills / 4);
    record({ kills, seed, seen, repairs, phases: Object.fromEntries([...phases].sort()) });
    await writeOutput(folder, planOf({}), surroundings(nodeFileSystem, 1000));
    expect(readGeneration(folder)).toEqual({});
  },
);

const write = (folder: string, which: number) =>
  writeOutput(folder, planOf(generations[which] ?? {}), surroundings(nodeFileSystem, 1000));

/** `npm run kill` keeps the figures of a long run. */
function record(figures: Readonly<Record<string, unknown>>): void {
  const file = process.env['GATEWRIGHT_KILL_RECORD'];
  if (file === undefined) return;
  const files = Object.keys(generations[0] ?? {}).length;
  const all = { ...figures, files, node: process.version, platform: process.platform };
  writeFileSync(file, `${JSON.stringify(all, null, 2)}\n`);
}
