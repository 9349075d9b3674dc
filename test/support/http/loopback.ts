import type { Server } from 'node:net';

/**
 * Lets a server listen on an ephemeral port of 127.0.0.1.
 *
 * @param server - a server of node:net, node:http, node:http2 or node:tls
 * @returns the port; rejects when the server cannot listen
 */
export function listenOnLoopback(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('no TCP address'));
      else resolve(address.port);
    });
  });
}
