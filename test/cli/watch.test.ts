import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { run } from '../../src/cli/main.ts';
import { recordingIo } from './support/recording-io.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const gateway = (protocol: string, port = 80) => `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: g, namespace: a}
spec: {gatewayClassName: any, listeners: [{name: l, port: ${String(port)}, protocol: ${protocol}}]}
`;

/** A command that watches `in/`; `after` waits until something new was printed. */
function watching(...args: string[]) {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'in'));
  const file = join(folder, 'in/a.yaml');
  writeFileSync(file, gateway('HTTP'));
  const controller = new AbortController();
  const recording = recordingIo(folder, '', {
    untilInterrupted: () => controller.signal,
    now: () => performance.now(),
  });
  const done = run([...args, 'in', '--watch'], recording.io);
  let read = 0;
  const printed = async (wanted: RegExp): Promise<string> => {
    for (let waited = 0; waited < 20_000; waited += 20) {
      const text = recording.stderr().slice(read);
      if (wanted.test(text)) {
        read += text.length;
        return text;
      }
      await new Promise((resume) => setTimeout(resume, 20));
    }
    throw new Error(`not printed: ${String(wanted)} in ${recording.stderr().slice(read)}`);
  };
  return { folder, file, printed, end: () => (controller.abort(), done) };
}

test('validate prints what came and what went', { timeout: 60_000 }, async () => {
  const { folder, file, printed, end } = watching('validate');
  await printed(/1 document -> valid/);
  writeFileSync(file, gateway('HTTP', 99_999));
  expect(await printed(/1 finding/)).toContain('error[validate/schema]');
  // The finding moves by a line and is still the same.
  writeFileSync(file, `# a comment\n${gateway('HTTP', 99_999)}`);
  expect(await printed(/1 finding/)).not.toContain('error[');
  // As editors save.
  writeFileSync(`${file}~`, gateway('HTTP'));
  renameSync(`${file}~`, file);
  expect(await printed(/-> valid/)).toContain('fixed[validate/schema]');
  rmSync(join(folder, 'in'), { recursive: true });
  await printed(/in does not exist/);
  mkdirSync(join(folder, 'in'));
  writeFileSync(file, gateway('HTTP'));
  await printed(/-> valid/);
  expect(await end()).toBe(0);
});

test('compile writes again', { timeout: 60_000 }, async () => {
  const { file, printed, end } = watching('compile', '-o', 'out');
  await printed(/1 gateway, 0 routes -> \d files/);
  writeFileSync(file, gateway('HTTP', 81));
  await printed(/1 gateway, 0 routes -> \d files/);
  expect(await end()).toBe(0);
});

test('what cannot be watched is refused', async () => {
  const { io, stderr } = recordingIo(temporaryFolder());
  expect(await run(['validate', '-', '--watch'], io)).toBe(2);
  expect(await run(['validate', '.', '--watch', '--format', 'json'], io)).toBe(2);
  expect(await run(['compile', '.', '--watch'], io)).toBe(2);
  expect(stderr()).toContain('--watch writes to a folder');
});

test('test prints the tests that came out otherwise', { timeout: 60_000 }, async () => {
  const folder = temporaryFolder();
  const route = (port: number) => `---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: r, namespace: a}
spec: {parentRefs: [{name: g}], rules: [{backendRefs: [{name: s, port: ${String(port)}}]}]}
---
apiVersion: v1
kind: Service
metadata: {name: s, namespace: a}
spec: {ports: [{name: one, port: 80}, {name: two, port: 81}]}
`;
  mkdirSync(join(folder, 'in'));
  const file = join(folder, 'in/a.yaml');
  writeFileSync(file, gateway('HTTP') + route(80));
  writeFileSync(
    join(folder, 'routes.test.yaml'),
    `manifests: [in]
tests:
  - {name: the first port, request: {url: "http://a.test/"}, expect: {backend: "a/s:80"}}
  - {name: any port, request: {url: "http://a.test/"}, expect: {route: a/r}}
`,
  );
  const controller = new AbortController();
  const recording = recordingIo(folder, '', {
    untilInterrupted: () => controller.signal,
    now: () => performance.now(),
  });
  const done = run(['test', 'routes.test.yaml', '--watch', '--target', 'envoy'], recording.io);
  let read = 0;
  const printed = async (wanted: RegExp): Promise<string> => {
    for (let waited = 0; waited < 20_000; waited += 20) {
      const text = recording.stdout().slice(read);
      if (wanted.test(text)) {
        read += text.length;
        return text;
      }
      await new Promise((resume) => setTimeout(resume, 20));
    }
    throw new Error(`not printed: ${String(wanted)} in ${recording.stderr()}`);
  };
  await printed(/ok {4}the first port\nok {4}any port\n2 tests; /);
  writeFileSync(file, gateway('HTTP') + route(81));
  const failed = await printed(/2 tests, 1 failed; /);
  expect(failed).toContain('FAIL  the first port\n');
  expect(failed).not.toContain('any port');
  writeFileSync(file, gateway('HTTP') + route(80));
  expect(await printed(/2 tests; /)).toMatch(/^ok {4}the first port\n2 tests; /);
  controller.abort();
  expect(await done).toBe(0);
});

test(
  'watching with a cache writes what a run without both writes',
  { timeout: 60_000 },
  async () => {
    const { folder, file, printed, end } = watching('compile', '-o', 'out', '--cache', 'cache');
    await printed(/1 gateway, 0 routes -> \d files/);
    for (const port of [81, 82, 81]) {
      writeFileSync(file, gateway('HTTP', port));
      await printed(/1 gateway, 0 routes -> \d files/);
      expect(await run(['compile', 'in', '-o', 'out', '--check'], recordingIo(folder).io)).toBe(0);
    }
    expect(await end()).toBe(0);
  },
);
