import { createServer } from 'node:net';
import { expect, test, vi } from 'vitest';
import { freePorts } from './ports.ts';

test('ports are distinct over many and concurrent calls', async () => {
  const lists = await Promise.all([freePorts(80), freePorts(3), freePorts(3)]);
  const ports = lists.flat();
  expect(new Set(ports).size).toBe(86);
});

test('another instance of the module gets other ports', async () => {
  vi.resetModules();
  const other = await import('./ports.ts');
  const mine = await freePorts(20);
  const theirs = await other.freePorts(20);
  expect(theirs.filter((port) => mine.includes(port))).toEqual([]);
});

test('a taken port is passed over', async () => {
  const [port = 0] = await freePorts(1);
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(port + 1, '127.0.0.1', resolve));
  expect(await freePorts(3)).not.toContain(port + 1);
  server.close();
});
