import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { run } from '../../src/cli/main.ts';
import { filesBelow, nodeFileSystem } from '../../src/cli/output/file-system.ts';
import { listFixtures } from '../support/fixtures.ts';
import { recordingIo } from './support/recording-io.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const clock = (): number => Date.parse('2026-06-01T00:00:00Z');

/** The code, what was printed, and all files that were written. */
async function play(cwd: string, args: readonly string[]) {
  const out = join(cwd, 'out');
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out);
  const { io, stdout, stderr } = recordingIo(cwd, '', { clock });
  const code = await run(args, io);
  const files = filesBelow(nodeFileSystem, out).map((path) => [
    path,
    readFileSync(join(out, path), 'utf8'),
  ]);
  return { code, stdout: stdout(), stderr: stderr(), files };
}

/** Pseudorandom whole numbers (Park and Miller). */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => (state = (state * 48271) % 2147483647) % below;
}

/** Changes one file of a folder; the file's name as it was. */
const edits: readonly ((
  folder: string,
  file: string,
  random: (below: number) => number,
) => void)[] = [
  // All places of the file move.
  (folder, file) => {
    const path = join(folder, file);
    writeFileSync(path, `# a comment\n${readFileSync(path, 'utf8')}`);
  },
  (folder, file) => {
    renameSync(join(folder, file), join(folder, `z-${file}`));
  },
  (folder, file) => {
    rmSync(join(folder, file));
  },
  (folder, file) => {
    copyFileSync(join(folder, file), join(folder, `copy-${file}`));
  },
  // Mostly it is another value, sometimes no YAML any more.
  (folder, file, random) => {
    const path = join(folder, file);
    const lines = readFileSync(path, 'utf8').split('\n');
    const at = random(lines.length);
    const line = lines[at] ?? '';
    lines[at] = `${line.slice(0, -1)}${'0a-]'.charAt(random(4))}`;
    writeFileSync(path, lines.join('\n'));
  },
  (folder, file) => {
    const path = join(folder, file);
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll('port: 80', 'port: 81'));
  },
];

const commands: readonly (readonly string[])[] = [
  ['compile', 'in', '-o', 'out', '--keep-going', '--format', 'json'],
  [
    'compile',
    'in',
    '-o',
    'out',
    '--keep-going',
    '--source-map',
    '--target',
    'envoy',
    '--channel',
    'experimental',
  ],
  ['validate', 'in', '--format', 'json', '--upgrade-to', '1.5'],
];

/** Folders of manifests that are compiled together. */
const together = 40;

test(
  'whatever is edited between runs, nobody sees what came from the cache',
  { timeout: 600_000 },
  async () => {
    const fixtures = listFixtures();
    expect(fixtures.length).toBeGreaterThan(together);
    const random = randomNumbers(20260601);
    let written = 0;
    for (let first = 0; first < fixtures.length; first += together) {
      const cwd = temporaryFolder();
      mkdirSync(join(cwd, 'in'));
      fixtures.slice(first, first + together).forEach(({ folder }, position) => {
        for (const name of readdirSync(folder).filter((each) => /\.ya?ml$/.test(each)))
          copyFileSync(join(folder, name), join(cwd, 'in', `${String(position)}-${name}`));
      });
      for (let step = 0; step <= edits.length; step++) {
        const files = readdirSync(join(cwd, 'in')).sort();
        if (step > 0) edits[step - 1]?.(join(cwd, 'in'), files[random(files.length)] ?? '', random);
        const args = commands[step % commands.length] ?? [];
        // With the first round, each command once finds the documents that another has kept.
        const [cached, without] = [
          await play(cwd, [...args, '--cache', 'cache']),
          await play(cwd, args),
        ];
        expect([first, step, cached]).toEqual([first, step, without]);
        written += without.files.length;
      }
    }
    expect(written).toBeGreaterThan(fixtures.length);
  },
);
