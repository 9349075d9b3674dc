import {
  chmodSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { run } from '../../src/cli/main.ts';
import { filesBelow, nodeFileSystem } from '../../src/cli/output/file-system.ts';
import { listFixtures, repository } from '../support/fixtures.ts';
import { selfSigned } from '../support/http/self-signed.ts';
import { recordingIo } from './support/recording-io.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Contents and modes by path. */
  readonly files: ReadonlyMap<string, readonly [text: string, mode: number]>;
}

const clock = (): number => Date.parse('2026-06-01T00:00:00Z');

async function play(cwd: string, args: readonly string[]): Promise<Outcome> {
  for (const made of ['out', 'r.json', 'r.sarif'])
    rmSync(join(cwd, made), { recursive: true, force: true });
  const { io, stdout, stderr } = recordingIo(cwd, '', { clock });
  const code = await run(args, io);
  const files = new Map(
    filesBelow(nodeFileSystem, cwd)
      .filter((path) => !path.startsWith('cache/'))
      .map((path) => {
        const full = join(cwd, path);
        return [path, [readFileSync(full, 'utf8'), statSync(full).mode] as const];
      }),
  );
  return { code, stdout: stdout(), stderr: stderr(), files };
}

function entriesOf(cwd: string): ReadonlyMap<string, string> {
  const folder = join(cwd, 'cache');
  if (!existsSync(folder)) return new Map();
  return new Map(
    readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'latin1')]),
  );
}

/** With an empty cache, with what that run left, and without any: nobody sees a difference. */
async function expectEqualRuns(cwd: string, args: readonly string[]): Promise<Outcome> {
  const before = entriesOf(cwd).size;
  const first = await play(cwd, [...args, '--cache', 'cache']);
  const written = entriesOf(cwd);
  expect(written.size, args.join(' ')).toBeGreaterThan(before);
  const second = await play(cwd, [...args, '--cache', 'cache']);
  // Entries are encrypted with a number of their own each time, so equal bytes were not written again.
  expect(entriesOf(cwd)).toEqual(written);
  const without = await play(cwd, args);
  expect([args, first]).toEqual([args, without]);
  expect([args, second]).toEqual([args, without]);
  return without;
}

test('no fixture shows whether its results come from the cache', { timeout: 600_000 }, async () => {
  const cwd = temporaryFolder();
  const codes = new Set<number>();
  for (const { folder } of listFixtures()) {
    const input = readdirSync(folder)
      .filter((name) => /\.ya?ml$/.test(name))
      .map((name) => relative(cwd, join(folder, name)));
    const reports = ['--report', 'json=r.json', '--report', 'sarif=r.sarif'];
    const compiled = ['compile', ...input, '-o', 'out', '--keep-going', '--source-map', ...reports];
    const { code } = await expectEqualRuns(cwd, compiled);
    await expectEqualRuns(cwd, ['validate', ...input, '--format', 'json']);
    codes.add(code);
  }
  expect([...codes].sort()).toEqual([0, 1]);
});

test('keys come out of the cache as they went in, and lie in it encrypted', async () => {
  const cwd = temporaryFolder();
  const { cert, key } = await selfSigned(['a.example.com']);
  const coded = [cert, key].map((text) => Buffer.from(text).toString('base64'));
  const [chain = '', privateKey = ''] = coded;
  const manifests = `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: edge, namespace: shop }
spec: { gatewayClassName: gw, listeners: [{ name: a, port: 443, protocol: HTTPS, hostname: a.example.com, tls: { certificateRefs: [{ name: a }] } }] }
---
apiVersion: v1
kind: Secret
metadata: { name: a, namespace: shop }
type: kubernetes.io/tls
data: { tls.crt: ${chain}, tls.key: ${privateKey} }
`;
  writeFileSync(join(cwd, 'in.yaml'), manifests);
  const { files } = await expectEqualRuns(cwd, ['compile', 'in.yaml', '-o', 'out']);
  const keys = [...files].filter(([path]) => path.endsWith('.key'));
  expect(keys.map(([, [text, mode]]) => [text, mode & 0o777])).toEqual([[key, 0o600]]);
  const piece = key.split('\n')[1] ?? '';
  for (const [, bytes] of entriesOf(cwd)) expect(bytes).not.toContain(piece);
});

const tour = join(repository, 'fixtures/tour');

test('shards share a folder, and the environment can name it', async () => {
  const cwd = temporaryFolder();
  for (const gateway of ['shop/edge', 'shop/none'])
    await expectEqualRuns(cwd, ['compile', tour, '-o', 'out', '--gateway', gateway]);
  const env = { GATEWRIGHT_CACHE: 'other' };
  expect(await run(['validate', tour], recordingIo(cwd, '', { clock, env }).io)).toBe(0);
  expect(statSync(join(cwd, 'other')).mode & 0o777).toBe(0o700);
  expect(readFileSync(join(cwd, 'other/.gitignore'), 'utf8')).toBe('*\n');
});

test('a folder that cannot be used, or that everybody may write to, is refused', async () => {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, 'file'), '');
  chmodSync(cwd, 0o777);
  for (const [folder, message] of [
    ['file', '--cache file: it is not a folder'],
    ['file/below', '--cache file/below: a part of the path is not a folder'],
    ['.', '--cache .: everybody may write to the folder'],
  ] as const) {
    const { io, stderr } = recordingIo(cwd, '', { clock });
    expect(await run(['validate', tour, '--cache', folder], io)).toBe(2);
    expect(stderr()).toContain(message);
  }
});
