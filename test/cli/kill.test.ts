import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { nodeFileSystem } from '../../src/cli/output/file-system.ts';
import { writeOutput } from '../../src/cli/output/write.ts';
import { planOf, readGeneration, surroundings } from './support/generations.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

// The steps themselves are covered one by one in output-writer.test.ts; here a real process dies.
const kills = Number(process.env['GATEWRIGHT_KILLS'] ?? 40);

const generation = (name: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Array.from({ length: 4 }, (_, gateway) => [
      [`shop/g${gateway}/envoy.json`, `${name} `.repeat(2000)],
      [`shop/g${gateway}/nginx.conf`, `${name} nginx`],
      [`shop/g${gateway}/tls/${name}.key`, `${name} key`],
    ]).flat(),
  ) as Record<string, string>;

test(`a process that is killed ${kills} times leaves one generation each time`, async () => {
  const root = temporaryFolder();
  const program = join(root, 'writer.mjs');
  await build({
    entryPoints: [new URL('support/endless-writer.ts', import.meta.url).pathname],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: program,
    logLevel: 'error',
  });
  const folder = join(root, 'out');
  const generations = [generation('old'), generation('new')];
  const wanted = generations.map((files) => JSON.stringify(files));
  await writeOutput(folder, planOf(generations[0] ?? {}), surroundings(nodeFileSystem));
  const seen = new Set<string>();
  for (let kill = 0; kill < kills; kill++) {
    const child = spawn(
      process.execPath,
      [program, folder, ...generations.map((files) => JSON.stringify(files))],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const ended = once(child, 'exit');
    await once(child.stdout, 'data');
    await new Promise((resume) => setTimeout(resume, (kill * 37) % 100));
    child.kill('SIGKILL');
    expect((await ended)[1]).toBe('SIGKILL');
    const text = JSON.stringify(readGeneration(folder));
    expect(wanted).toContain(text);
    seen.add(text);
  }
  expect(seen.size).toBe(2);
  await writeOutput(folder, planOf({}), surroundings(nodeFileSystem, 1000));
  expect(readGeneration(folder)).toEqual({});
  rmSync(folder, { recursive: true });
});
