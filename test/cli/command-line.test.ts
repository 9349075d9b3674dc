import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bugReport } from '../../src/cli/bug-report.ts';
import { deliver } from '../../src/cli/deliver.ts';
import { run } from '../../src/cli/main.ts';
import { summaryLine } from '../../src/cli/summary.ts';
import type { GatewayOutput } from '../../src/compile-options.ts';
import { codes } from '../../src/diagnostics/catalog.ts';
import { terminal } from '../../src/diagnostics/render/escape.ts';
import { recordingIo } from './support/recording-io.ts';
import { temporaryFolder } from './support/temporary-folder.ts';
import { givenPath } from '../../src/target/file-path.ts';

async function gatewright(...args: string[]) {
  const recording = recordingIo('/');
  const code = await run(args, recording.io);
  return { code, stdout: recording.stdout(), stderr: recording.stderr() };
}

describe('the command line', () => {
  test.each([['--help'], ['help'], ['-h']])('%s lists the commands', async (arg) => {
    const { code, stdout } = await gatewright(arg);
    expect(code).toBe(0);
    const listed = [...stdout.matchAll(/^ {2}(\w+) +\w/gm)].map(([, name]) => name);
    expect(listed).toEqual([
      ...['compile', 'validate', 'status', 'trace', 'test', 'diff', 'explain'],
      ...['krm', 'get', 'describe', 'graph', 'completion'],
    ]);
  });

  test.each(['compile', 'validate', 'trace', 'test', 'diff', 'explain', 'graph'])(
    '%s --help has examples',
    async (command) => {
      const { code, stdout } = await gatewright(command, '--help');
      expect(code).toBe(0);
      expect(stdout).toMatch(new RegExp(`Examples:\\n(.*\\| )?.*gatewright ${command}`));
      expect(await gatewright('help', command)).toEqual({ code, stdout, stderr: '' });
      for (const line of stdout.split('\n')) expect(line.length).toBeLessThan(110);
    },
  );

  test.each([['--version'], ['compile', '--version']])('%s %s', async (...args) => {
    const { code, stdout } = await gatewright(...args);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^(\d+\.\d+\.\d+|development)\n$/);
  });

  test.each([
    [['complie'], 'gatewright: unknown command complie\nDid you mean compile?\n'],
    [['--target', 'nginx'], 'gatewright: unknown option --target before a command\n'],
    [['compile', '--taget=x'], 'gatewright: unknown option --taget\nDid you mean --target?\n'],
    [
      ['explain', 'parse/sintax'],
      'gatewright: there is no diagnostic parse/sintax\nDid you mean parse/syntax?\n',
    ],
    [['compile', 'a\n::error::\u001b'], 'gatewright: a\\n::error::\\x1b does not exist\n'],
  ])('%j is a usage error', async (args, text) => {
    const { code, stdout, stderr } = await gatewright(...args);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr.startsWith(text)).toBe(true);
  });

  test('nothing at all prints the help as an error', async () => {
    const { code, stdout, stderr } = await gatewright();
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('Usage:');
  });

  test('explain knows every code', async () => {
    expect((await gatewright('explain')).stdout).toBe(`${codes.join('\n')}\n`);
    for (const code of codes) {
      const { stdout } = await gatewright('explain', code);
      expect(stdout).toMatch(/^.+ \((error|approximated|warning|info)\)\n\nCause: .+\n\nFix: .+\n/);
    }
  });
});

describe('output', () => {
  const output = (...files: readonly { path: string; secret?: boolean }[]): GatewayOutput => ({
    gateway: { group: '', kind: 'Gateway', namespace: 'shop', name: 'edge' },
    ports: [],
    metadata: { labels: [], annotations: [] },
    files: files.map(({ path, secret }) => ({
      path: givenPath(path),
      target: null,
      content:
        secret === true
          ? { kind: 'secret', reveal: () => 'CANARY' }
          : { kind: 'public', text: `text of ${path}` },
    })),
  });
  const nginx = { path: 'nginx.conf' };
  const key = { path: 'tls/aa.key', secret: true };

  test('of one file goes to standard output', async () => {
    const { io, stdout } = recordingIo('/');
    await deliver([output(nginx)], { kind: 'stdout' }, io);
    expect(stdout()).toBe('text of nginx.conf');
  });

  test.each([
    { name: 'several files', given: output(nginx, { path: 'envoy.json' }), says: 'takes one file' },
    { name: 'a key', given: output(nginx, key), says: 'never go to standard output' },
    { name: 'a key alone', given: output(key), says: 'never go to standard output' },
  ])('of $name needs a folder', async ({ given, says }) => {
    const { io, stdout } = recordingIo('/');
    const paths = given.files.map(({ path }) => `shop/edge/${path}`);
    await expect(async () => deliver([given], { kind: 'stdout' }, io)).rejects.toMatchObject({
      message: expect.stringContaining(says) as unknown,
      details: [...paths].sort(),
    });
    expect(stdout()).toBe('');
  });

  test('is compared by --check without a word of secrets', async () => {
    const { io, stdout, stderr } = recordingIo(temporaryFolder());
    const folder = { kind: 'folder', folder: 'out', check: true } as const;
    const first = await deliver([output(nginx, key)], folder, io);
    expect(first).toEqual({ result: '2 files differ', drifted: true });
    expect(existsSync(join(io.cwd, 'out'))).toBe(false);
    expect(stderr()).toBe('missing: shop/edge/nginx.conf\nmissing: shop/edge/tls/aa.key\n');
    await deliver([output(nginx, key)], { ...folder, check: false }, io);
    const second = await deliver([output(nginx, key)], folder, io);
    expect(second).toEqual({ result: '2 files up to date', drifted: false });
    expect(stdout()).toBe('');
    expect(readFileSync(join(io.cwd, 'out/.gatewright.json'), 'utf8')).not.toContain('CANARY');
  });
});

test('the summary is one line', () => {
  const line = summaryLine({
    summary: {
      gateways: 2,
      routes: 1,
      skippedKinds: [
        { group: 'apps', kind: 'Deployment', count: 3 },
        { group: 'x', kind: 'Kustom\nization', count: 1 },
      ],
    },
    severities: ['approximated', 'warning', 'warning'],
    result: terminal`4 files`,
    milliseconds: 38.4,
  });
  expect(line).toBe(
    '2 gateways, 1 route -> 4 files, 1 approximation, 2 warnings, 38 ms (skipped: 3 Deployment, 1 Kustom\\nization)\n',
  );
});

test('a bug is reported without the message, which may quote the input', () => {
  const error = new TypeError('cannot read CANARY\n    at CANARY');
  const text = bugReport(error, false);
  expect(text).toContain('internal error (TypeError)');
  expect(text).toContain('command-line.test.ts');
  expect(text).not.toContain('CANARY');
  expect(bugReport(error, true)).toContain('cannot read CANARY');
});
