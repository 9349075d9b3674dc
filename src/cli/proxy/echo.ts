import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import {
  createServer as createHttp2Server,
  type Http2ServerRequest,
  type Http2ServerResponse,
} from 'node:http2';
import type { Server as NetServer } from 'node:net';
import type { Backend, BackendId } from '../../ir/index.ts';
import type { Field } from '../../route-test/model.ts';

/** What an echo backend tells of the request that it got. */
export interface Echo {
  readonly backend: BackendId;
  readonly method: string;
  readonly path: string;
  readonly headers: readonly Field[];
}

export interface EchoBackends {
  /** Ports on 127.0.0.1. */
  readonly ports: ReadonlyMap<BackendId, number>;
  readonly stop: () => Promise<void>;
}

/** Begins the body of an echo, so that nothing else is taken for one. */
const mark = '{"gatewrightEcho":';

/** Starts a server on loopback for each backend, which answers 200 and what it was asked. */
export async function startEchoes(backends: readonly Backend[]): Promise<EchoBackends> {
  const servers: (Server | ReturnType<typeof createHttp2Server>)[] = [];
  const ports = new Map<BackendId, number>();
  for (const { id, protocol } of backends) {
    const answer = (
      request: IncomingMessage | Http2ServerRequest,
      response: ServerResponse | Http2ServerResponse,
    ): void => {
      request.resume();
      request.on('end', () => {
        response.setHeader('content-type', 'application/json');
        (response as ServerResponse).end(`${mark}${JSON.stringify(echoOf(id, request))}}`);
      });
    };
    const server = protocol === 'http2' ? createHttp2Server(answer) : createServer(answer);
    servers.push(server);
    ports.set(id, await listen(server));
  }
  const stop = async (): Promise<void> => {
    await Promise.all(
      servers.map(
        (server) =>
          new Promise<void>((done) => {
            server.close(() => done());
            if ('closeAllConnections' in server) server.closeAllConnections();
          }),
      ),
    );
  };
  return { ports, stop };
}

function echoOf(
  backend: BackendId,
  { method, url, rawHeaders }: IncomingMessage | Http2ServerRequest,
): Echo {
  const headers: Field[] = [];
  for (let at = 0; at + 1 < rawHeaders.length; at += 2)
    headers.push([rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '']);
  return { backend, method: method ?? '', path: url ?? '', headers };
}

/** The echo in a response's body; null when no echo backend has answered. */
export function readEcho(body: string): Echo | null {
  if (!body.startsWith(mark)) return null;
  return JSON.parse(body.slice(mark.length, -1)) as Echo;
}

/** @returns the port that the system has chosen. */
export function listen(server: NetServer): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
}
