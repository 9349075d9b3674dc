import { createServer, type IncomingMessage } from 'node:http';
import { createServer as createHttp2Server, type Http2ServerRequest } from 'node:http2';
import { createServer as createHttpsServer } from 'node:https';
import { createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { authServer, authServerOverHttp2, collectorServer } from './auth-server.ts';
import { listenOnLoopback } from '../http/loopback.ts';
import type { SelfSigned } from '../http/self-signed.ts';
import { startUdpBackend } from '../stream/backends.ts';

/** What a backend tells of a request. */
export interface Echo {
  readonly backend: string;
  readonly method: string;
  readonly url: string;
  /** Names and values in turn, as they came. */
  readonly headers: readonly string[];
  readonly body: string;
}

/** The header of responses that names the backend, for responses without a body. */
export const backendHeader = 'gw-backend';

/**
 * What a backend can speak: those that take bytes say their name first, and `udp` before each datagram; `auth` and `spans`
 * are no echoes.
 */
export type Speech =
  'http' | 'h2c' | 'https' | 'bytes' | 'tls' | 'udp' | 'auth' | 'auth over h2c' | 'spans';

/** Name and speech of a backend. */
export type Wanted = readonly [name: string, speech: Speech];

/** Backends that keep nothing of what they get, so that they can serve a long run. */
export interface Echoes {
  /** The port of a backend; throws for one that was not asked for. */
  readonly port: (name: string, speech: Speech) => number;
  /** Starts those that do not run yet. */
  readonly start: (wanted: readonly Wanted[]) => Promise<void>;
  readonly stop: () => void;
}

const keepAlive = 300_000;

/** @param certificate - of those that speak TLS */
export function makeEchoes(certificate: SelfSigned): Echoes {
  const ports = new Map<string, number>();
  const sockets = new Set<Socket>();
  const servers: { readonly close: () => void }[] = [];
  const listen = async (name: string, speech: Speech): Promise<number> => {
    if (speech === 'udp') {
      const { port, stop } = await startUdpBackend(name);
      servers.push({ close: stop });
      return port;
    }
    const server = serverOf(name, speech, certificate);
    server.on('connection', (socket: Socket) => {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.once('close', () => sockets.delete(socket));
    });
    servers.push(server);
    return listenOnLoopback(server);
  };
  return {
    start: async (wanted) => {
      for (const [name, speech] of wanted) {
        const key = `${name} ${speech}`;
        if (!ports.has(key)) ports.set(key, await listen(name, speech));
      }
    },
    port: (name, speech) => {
      const port = ports.get(`${name} ${speech}`);
      if (port === undefined) throw new Error(`there is no ${name} that speaks ${speech}`);
      return port;
    },
    stop: () => {
      for (const server of servers) server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

function serverOf(name: string, speech: Exclude<Speech, 'udp'>, { cert, key }: SelfSigned): Server {
  const answer = (request: IncomingMessage | Http2ServerRequest, response: Response) =>
    echo(name, request, response);
  switch (speech) {
    case 'http':
      return createServer({ keepAliveTimeout: keepAlive }, answer);
    case 'https':
      return createHttpsServer({ keepAliveTimeout: keepAlive, cert, key }, answer);
    case 'h2c': {
      const server = createHttp2Server(answer);
      server.on('sessionError', () => undefined);
      return server;
    }
    case 'auth':
      return authServer();
    case 'auth over h2c':
      return authServerOverHttp2();
    case 'spans':
      return collectorServer();
    case 'bytes':
      return createTcpServer({ allowHalfOpen: true }, (socket) => greet(socket, name));
    case 'tls': {
      const server = createTlsServer({ cert, key, allowHalfOpen: true }, (socket) =>
        greet(socket, name),
      );
      server.on('tlsClientError', () => undefined);
      return server;
    }
  }
}

function greet(socket: Socket, name: string): void {
  socket.on('error', () => socket.destroy());
  socket.on('data', () => undefined);
  socket.on('end', () => void socket.end());
  socket.write(`${name}\n`);
}

/** What the responses of both versions have in common. */
interface Response {
  statusCode: number;
  readonly setHeader: (name: string, value: string | readonly string[]) => unknown;
  readonly end: (body: string) => unknown;
}

function echo(
  backend: string,
  request: IncomingMessage | Http2ServerRequest,
  response: Response,
): void {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.once('end', () => {
    const body = Buffer.concat(chunks).toString('utf8');
    const { method = '', url = '', rawHeaders } = request;
    response.setHeader('content-type', 'application/json');
    response.setHeader(backendHeader, backend);
    const orders = new Map<string, string[]>();
    for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
      const [name = '', value = ''] = rawHeaders.slice(index, index + 2);
      if (name.toLowerCase() === 'gw-status') response.statusCode = Number(value);
      if (name.toLowerCase() !== 'gw-header') continue;
      for (const order of value.split(/, */)) {
        const [field = '', text = ''] = order.split(':');
        orders.set(field, [...(orders.get(field) ?? []), text]);
      }
    }
    for (const [name, values] of orders) response.setHeader(name, values);
    const told = { backend, method, url, headers: rawHeaders, body } satisfies Echo;
    response.end(JSON.stringify(told));
  });
}
