import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../cli/support/temporary-folder.ts';
import { program, runBuilt } from '../faults/support/built.ts';
import { repository } from '../support/fixtures.ts';

const preload = join(import.meta.dirname, 'support/no-network.mjs');
const tour = join(repository, 'fixtures/tour');
const commands: readonly (readonly string[])[] = [
  ['compile', tour, '-o', 'out', '--source-map', '--report', 'sarif=r.sarif'],
  ['validate', tour],
  ['status', tour],
  ['trace', tour, 'http://shop.example.com/cart'],
  ['test', join(repository, 'fixtures/route-tests/tour.yaml')],
  ['diff', join(repository, 'fixtures/quickstart'), tour],
  ['get', 'httproutes', '-A', '--from', tour],
  ['describe', 'httproute/shop', '-n', 'shop', '--from', tour],
  ['graph', tour],
  ['completion', 'bash'],
  ['explain'],
];

test.each(commands.map((args) => [args[0], args] as const))(
  '%s reaches for neither the network nor another program',
  (_, args) => {
    const cwd = temporaryFolder();
    const { status, stderr } = runBuilt(args, { cwd, node: ['--import', preload] });
    expect(stderr).not.toContain('REFUSED');
    expect([0, 3]).toContain(status);
  },
);

test('what reaches for it would be caught', () => {
  const options = {
    cwd: temporaryFolder(),
    node: ['--import', preload],
    env: { TRY_NETWORK: '1' },
  };
  expect(runBuilt(['explain'], options)).toMatchObject({
    status: 99,
    stderr: 'REFUSED net.connect\n',
  });
});

const strace = ['/usr/bin/strace', '/usr/local/bin/strace'].find((path) => existsSync(path)) ?? '';
const traces = strace !== '' && spawnSync(strace, ['-o', '/dev/null', 'true']).status === 0;

test.skipIf(!traces)('the kernel sees no socket of the network and no other program', () => {
  const folder = temporaryFolder();
  const calls = 'trace=socket,connect,bind,listen,sendto,sendmsg,execve';
  const args = ['-ff', '-e', calls, '-o', join(folder, 'log'), process.execPath, program];
  const { status } = spawnSync(strace, [...args, 'compile', tour, '-o', join(folder, 'out')]);
  expect(status).toBe(0);
  const lines = readdirSync(folder)
    .filter((name) => name.startsWith('log'))
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'));
  expect(lines.filter((line) => line.startsWith('execve('))).toHaveLength(1);
  expect(
    lines.filter((line) => /^(socket|connect|bind|listen|send\w+)\(.*AF_INET/.test(line)),
  ).toEqual([]);
});
