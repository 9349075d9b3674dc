import { createServer } from 'node:net';

// Below the ephemeral ranges of Linux (32768 on) and macOS (49152 on), so that no outgoing
// connection and no listener on port 0 can take a port between its reservation and its use.
const FIRST_PORT = 16_384;
const BLOCK_SIZE = 64;
const BLOCKS = 240;

type Block = { next: number; readonly end: number };

let current: Block | undefined;

/**
 * Reserves loopback ports that are free on IPv4 and, where there is one, IPv6. Each process owns
 * blocks of ports: it listens on the first port of a block as long as it lives, so test files running
 * in parallel never get the same port. A port is handed out once per process.
 *
 * @param count - how many ports
 * @returns distinct port numbers; rejects when no block is left
 */
export async function freePorts(count: number): Promise<readonly number[]> {
  const ports: number[] = [];
  while (ports.length < count) {
    const port = nextPort(current) ?? nextPort((current = await claimBlock()));
    if (port !== undefined && (await isFree(port))) ports.push(port);
  }
  return ports;
}

// Between the blocks and the ephemeral ports.
const OFFSET_RANGE = { first: FIRST_PORT + BLOCKS * BLOCK_SIZE, size: 512 };

/**
 * A number that, added to each of some small ports, gives free ones: for manifests that name their ports.
 * Only one test file may use it at a time.
 *
 * @param ports - numbers up to 500
 */
export async function freeOffset(ports: readonly number[]): Promise<number> {
  for (let offset = 0; offset < OFFSET_RANGE.size; offset++) {
    const base = OFFSET_RANGE.first + offset;
    const free = await Promise.all(ports.map((port) => isFree(base + port)));
    if (free.every(Boolean)) return base;
  }
  throw new Error('no free ports');
}

function nextPort(block: Block | undefined): number | undefined {
  if (block === undefined || block.next >= block.end) return undefined;
  return block.next++;
}

async function claimBlock(): Promise<Block> {
  const start = Math.floor(Math.random() * BLOCKS);
  for (let offset = 0; offset < BLOCKS; offset++) {
    const guard = FIRST_PORT + ((start + offset) % BLOCKS) * BLOCK_SIZE;
    if (await hold(guard)) return { next: guard + 1, end: guard + BLOCK_SIZE };
  }
  throw new Error(`all ${BLOCKS} blocks of test ports are taken`);
}

/** Listens until this process ends, without keeping it alive. */
function hold(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', () => resolve(false));
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      server.unref();
      resolve(true);
    });
  });
}

async function isFree(port: number): Promise<boolean> {
  return (await canListen(port, '127.0.0.1')) && (await canListen(port, '::1'));
}

function canListen(port: number, host: '127.0.0.1' | '::1'): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) => {
      const taken = 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES');
      resolve(!taken);
    });
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(true)));
  });
}
