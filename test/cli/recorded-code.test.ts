import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { repository } from '../support/fixtures.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const dist = join(repository, 'dist');
const manifests = join(repository, 'fixtures/quickstart');

/** What a program prints about manifests, the time that it took aside. */
function run(folder: string, ...flags: readonly string[]) {
  const args = [join(folder, 'bin/gatewright.js'), 'validate', manifests, '--no-config'];
  const { status, stderr } = spawnSync(process.execPath, [...flags, ...args], { encoding: 'utf8' });
  return { status, stderr: stderr.replace(/\d+ ms/, '') };
}

/** A copy of what is built, and the folder of the code in it. */
function copy(): { readonly folder: string; readonly code: string } {
  const folder = join(temporaryFolder(), 'dist');
  cpSync(dist, folder, { recursive: true, filter: (path) => !path.endsWith('types') });
  const { codeFolder } = createRequire(import.meta.url)(join(dist, 'load.cjs')) as {
    readonly codeFolder: string;
  };
  return { folder, code: join(folder, codeFolder) };
}

test('nothing that a run loads is compiled again', () => {
  const script = `
    const { loader } = require(${JSON.stringify(join(dist, 'load.cjs'))});
    const rejected = {};
    const load = loader((file, script) => { rejected[file] = script.cachedDataRejected ?? 'no code'; });
    load('gatewright.cjs').run().then(() => console.log(JSON.stringify(rejected)));`;
  const args = ['-e', script, '--', 'gatewright', 'validate', manifests, '--no-config', '--quiet'];
  const { stdout, stderr } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] },
  });
  expect(stderr).toBe('');
  const rejected = Object.entries(JSON.parse(stdout) as Readonly<Record<string, unknown>>);
  expect(rejected.map(([file]) => file)).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^chunks\/core-/),
      expect.stringMatching(/^validate\/generated\//),
    ]),
  );
  expect(rejected.filter(([, value]) => value !== false)).toEqual([]);
});

test('without recorded code, and with code that is damaged or made with other flags, a run is the same', () => {
  const usual = run(dist);
  expect(usual).toMatchObject({ status: 0 });
  expect(run(dist, '--no-lazy')).toEqual(usual);
  const { folder, code } = copy();
  const names = readdirSync(code);
  expect(names.length).toBeGreaterThan(5);
  for (const name of names) {
    const content = readFileSync(join(code, name));
    writeFileSync(join(code, name), content.subarray(0, content.length / 2));
  }
  expect(run(folder)).toEqual(usual);
  for (const name of names) writeFileSync(join(code, name), 'no code');
  expect(run(folder)).toEqual(usual);
  rmSync(join(folder, 'code'), { recursive: true });
  expect(run(folder)).toEqual(usual);
});

test('recorded code does not tell where it was made', () => {
  const { code } = copy();
  const telling = readdirSync(code).filter((name) =>
    readFileSync(join(code, name)).includes(repository),
  );
  expect(telling).toEqual([]);
});
