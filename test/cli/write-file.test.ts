import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CliError } from '../../src/cli/cli-error.ts';
import { nodeFileSystem } from '../../src/cli/output/file-system.ts';
import { writeWhole } from '../../src/cli/write-file.ts';
import { terminal } from '../../src/diagnostics/render/escape.ts';
import { failingAt, killedAt } from './support/failing-file-system.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

function folderWithReport(): { readonly folder: string; readonly file: string } {
  const folder = temporaryFolder();
  const file = join(folder, 'r.json');
  writeFileSync(file, 'earlier');
  return { folder, file };
}

test('a file is replaced, and folders above a new one are made', () => {
  const { folder, file } = folderWithReport();
  const surroundings = { fileSystem: nodeFileSystem, shown: 'r.json' };
  writeWhole(file, terminal`new`, surroundings);
  writeWhole(join(folder, 'a/b/r.json'), terminal`new`, surroundings);
  expect(readFileSync(file, 'utf8')).toBe('new');
  expect(readFileSync(join(folder, 'a/b/r.json'), 'utf8')).toBe('new');
  expect(readdirSync(folder)).toEqual(['a', 'r.json']);
});

test.each([0, 1])('when step %i fails, the earlier file stays, and nothing else', (step) => {
  const { folder, file } = folderWithReport();
  const { fileSystem } = failingAt(step, 'ENOSPC');
  const write = () => {
    writeWhole(file, terminal`new`, { fileSystem, shown: 'r.json' });
  };
  expect(write).toThrow(CliError);
  expect(readFileSync(file, 'utf8')).toBe('earlier');
  expect(readdirSync(folder)).toEqual(['r.json']);
});

test.each([0, 1])('a process that dies at step %i leaves the earlier file whole', (step) => {
  const { file } = folderWithReport();
  const { fileSystem } = killedAt(step);
  expect(() => {
    writeWhole(file, terminal`new`, { fileSystem, shown: 'r.json' });
  }).toThrow();
  expect(readFileSync(file, 'utf8')).toBe('earlier');
});
