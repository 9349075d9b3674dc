import { expect, test, vi } from 'vitest';
import { startProcess } from './processes.ts';

const shell = (script: string) =>
  startProcess({ bin: '/bin/sh', args: ['-c', script], cwd: '/', env: { GREETING: 'hello' } });

test('standard error, environment and exit code are reported', async () => {
  const group = await shell('echo "$GREETING" >&2; exit 3');
  expect(await group.ended).toBe(3);
  expect(group.stderr()).toBe('hello\n');
  await group.stop();
});

test('stopping ends a process that ignores SIGTERM, and what it forked', async () => {
  const group = await shell("trap '' TERM; sleep 60 & echo ready >&2; wait; sleep 60");
  await vi.waitFor(() => expect(group.stderr()).toBe('ready\n'));
  await group.stop();
  expect(await group.ended).toBeNull();
});

test('a fork does not outlive a process that ends by itself', async () => {
  const before = performance.now();
  const group = await shell('sleep 60 & exit 0');
  expect(await group.ended).toBe(0);
  expect(performance.now() - before).toBeLessThan(5000);
});

test('a binary that cannot be started rejects', async () => {
  const command = { bin: '/nonexistent/proxy', args: [], cwd: '/', env: {} };
  await expect(startProcess(command)).rejects.toThrow('ENOENT');
});
