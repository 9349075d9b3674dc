import { createServer, type Server } from 'node:net';

/** Addresses that mean this machine: one Pod each. */
const addresses = ['127.0.0.1', '127.0.0.2', '127.0.0.3'] as const;

/** Servers that stand for Pods, which all listen on one port. */
export interface SamePort {
  readonly port: number;
  readonly addresses: readonly string[];
  readonly stop: () => void;
}

/**
 * Lets one server for each address listen on the same port.
 *
 * @param make - makes a server that knows its address
 */
export async function listenAlike(make: (address: string) => Server): Promise<SamePort> {
  for (;;) {
    const port = await freePort();
    const servers = addresses.map((address) => ({ address, server: make(address) }));
    const stop = (): void => {
      for (const { server } of servers) server.close();
    };
    try {
      for (const { address, server } of servers) await listen(server, port, address);
      return { port, addresses, stop };
    } catch {
      // Somebody has the port on one of the addresses.
      stop();
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await listen(server, 0, addresses[0]);
  const address = server.address();
  await new Promise((done) => server.close(done));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function listen(server: Server, port: number, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, address, () => {
      resolve();
    });
  });
}
