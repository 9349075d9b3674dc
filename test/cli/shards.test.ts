import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { defaultOptions } from '../bench/manifests/options.mjs';
import { writeManifests } from '../bench/manifests/write.mjs';
import { repository } from '../support/fixtures.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const program = join(repository, 'dist/bin/gatewright.js');

/** Compiles in a process of its own, and tells every file that is there afterwards, the list of files aside. */
async function compile(manifests: string, ...options: string[]) {
  const folder = temporaryFolder();
  const args = [program, 'compile', manifests, '-o', folder, '--quiet', '--no-config', ...options];
  await promisify(execFile)(process.execPath, args);
  return new Map(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => path !== '.gatewright.json' && statSync(join(folder, path)).isFile())
      .sort()
      .map((path) => [path, readFileSync(join(folder, path), 'utf8')]),
  );
}

test('processes that compile one Gateway each make the bytes of one run, at the same time', async () => {
  const manifests = temporaryFolder();
  writeManifests(manifests, { ...defaultOptions(120), gateways: 4 }, 'split');
  const whole = await compile(manifests);
  const gateways = [...new Set([...whole.keys()].map((path) => path.split('/', 2).join('/')))];
  expect(gateways).toHaveLength(4);
  const shards = await Promise.all(
    gateways.map((gateway) => compile(manifests, '--gateway', gateway)),
  );
  const together = shards.flatMap((shard) => [...shard]).sort(([a], [b]) => (a < b ? -1 : 1));
  expect(new Map(together)).toEqual(new Map([...whole].sort(([a], [b]) => (a < b ? -1 : 1))));
  expect(together).toHaveLength(whole.size);
});
