import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { createServer as createHttp2Server } from 'node:http2';
import type { ServerHttp2Session } from 'node:http2';
import type { Server } from 'node:net';
import type { Duplex } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { describeRequest, readOrders } from './echo-reply.ts';
import type { EchoOrders, EchoReply, EchoRequest } from './echo-reply.ts';
import { listenOnLoopback } from './loopback.ts';

export type { EchoReply } from './echo-reply.ts';

// Longer than any proxy keeps an idle upstream connection in a test, so that the backend never
// closes a connection the proxy is about to reuse.
const KEEP_ALIVE_MS = 300_000;
const MAX_HEADER_BYTES = 1_048_576;

/** One echo backend; what it answers is an {@link EchoReply} as JSON. */
export type EchoBackend = {
  readonly name: string;
  /** HTTP/1.1 port on 127.0.0.1. */
  readonly port: number;
  /** Port on 127.0.0.1 for HTTP/2 without TLS by prior knowledge (RFC 9113, section 3.3). */
  readonly h2cPort: number;
  /** Every request so far, on both ports, in the order their bodies were complete. */
  received(): readonly EchoReply[];
};

/** Started echo backends. */
export type EchoBackends = {
  readonly all: readonly EchoBackend[];
  /**
   * @param name - a name given at start
   * @returns that backend; throws on any other name
   */
  get(name: string): EchoBackend;
  /** Closes all ports and connections. */
  stop(): Promise<void>;
};

type Stoppable<T> = { readonly value: T; stop(): Promise<void> };

/** What the responses of node:http and node:http2 have in common. */
type EchoResponse = {
  statusCode: number;
  setHeader(name: string, value: number | string | readonly string[]): unknown;
  addTrailers(trailers: Record<string, string>): void;
  end(body: Buffer): unknown;
  destroy(): unknown;
};

type Answer = (request: EchoRequest, response: EchoResponse) => void;

/**
 * Starts echo backends on loopback. A request can order how it is answered, see `readOrders`.
 *
 * @param names - distinct names
 * @returns the backends, all accepting
 */
export async function startEchoBackends(names: readonly string[]): Promise<EchoBackends> {
  const started = await Promise.all(names.map(startBackend));
  const byName = new Map(started.map(({ value }) => [value.name, value]));
  return {
    all: started.map(({ value }) => value),
    get: (name) => {
      const backend = byName.get(name);
      if (backend === undefined) throw new Error(`there is no echo backend ${name}`);
      return backend;
    },
    stop: async () => {
      await Promise.all(started.map((backend) => backend.stop()));
    },
  };
}

async function startBackend(name: string): Promise<Stoppable<EchoBackend>> {
  const received: EchoReply[] = [];
  const seen = new Map<string, number>();
  const answer: Answer = (request, response) => {
    describeRequest(name, request)
      .then(async (reply) => {
        received.push(reply);
        await obey(stillOrdered(readOrders(reply), seen), reply, response);
      })
      .catch(() => response.destroy());
  };
  const http1 = await startHttp1(name, answer);
  const h2c = await startH2c(answer);
  return {
    value: { name, port: http1.value, h2cPort: h2c.value, received: () => [...received] },
    stop: async () => {
      await Promise.all([http1.stop(), h2c.stop()]);
    },
  };
}

/** The orders, or none when enough requests of the name have been answered by them. */
function stillOrdered(orders: EchoOrders, seen: Map<string, number>): EchoOrders {
  if (orders.first === null) return orders;
  const { name, count } = orders.first;
  const number = (seen.get(name) ?? 0) + 1;
  seen.set(name, number);
  return number <= count ? orders : { ...orders, status: 200, delayMs: 0, close: false };
}

async function obey(orders: EchoOrders, reply: EchoReply, response: EchoResponse): Promise<void> {
  if (orders.delayMs > 0) await wait(orders.delayMs);
  if (orders.close) {
    response.destroy();
    return;
  }
  response.statusCode = orders.status;
  response.setHeader('content-type', 'application/json');
  for (const [field, values] of orders.headers) response.setHeader(field, values);
  if (orders.trailers.size > 0) {
    // Announced trailers make node:http send the body chunked (RFC 9110, section 6.6.2).
    response.setHeader('trailer', [...orders.trailers.keys()].join(', '));
    for (const [field, values] of orders.trailers) {
      response.addTrailers({ [field]: values.join(', ') });
    }
  }
  response.end(Buffer.from(JSON.stringify(reply)));
}

async function startHttp1(name: string, answer: Answer): Promise<Stoppable<number>> {
  const server = createServer(
    { keepAliveTimeout: KEEP_ALIVE_MS, maxHeaderSize: MAX_HEADER_BYTES },
    answer,
  );
  const tunnels = new Set<Duplex>();
  server.on('upgrade', (request: IncomingMessage, socket: Duplex) => {
    tunnels.add(socket);
    socket.on('error', () => socket.destroy());
    sendBack(name, request, socket);
  });
  const value = await listenOnLoopback(server);
  return {
    value,
    stop: () => {
      const closed = close(server);
      for (const socket of tunnels) socket.destroy();
      server.closeAllConnections();
      return closed;
    },
  };
}

/** Switches protocols and sends back every byte: all that a proxy sees of a WebSocket. */
function sendBack(name: string, { headers }: IncomingMessage, socket: Duplex): void {
  const fields = [`Upgrade: ${headers.upgrade ?? ''}`, 'Connection: Upgrade', `X-Backend: ${name}`];
  socket.write(['HTTP/1.1 101 Switching Protocols', ...fields, '', ''].join('\r\n'));
  socket.pipe(socket);
}

async function startH2c(answer: Answer): Promise<Stoppable<number>> {
  const sessions = new Set<ServerHttp2Session>();
  const server = createHttp2Server(answer);
  server.on('session', (session) => {
    sessions.add(session);
    session.once('close', () => sessions.delete(session));
    // A proxy stopped in mid-stream resets its connection, which is no failure of a test.
    session.on('error', () => session.destroy());
  });
  const value = await listenOnLoopback(server);
  return {
    value,
    stop: () => {
      const closed = close(server);
      for (const session of sessions) session.destroy();
      return closed;
    },
  };
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
