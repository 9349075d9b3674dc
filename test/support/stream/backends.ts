import { createSocket } from 'node:dgram';
import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { listenOnLoopback } from '../http/loopback.ts';
import type { SelfSigned } from '../http/self-signed.ts';

/** A backend that says its name, then sends back what it gets; the end of a client's bytes is answered with `bye`. */
export interface StreamBackend {
  readonly port: number;
  readonly stop: () => void;
}

/** @returns a backend that speaks TCP; rejects when it cannot listen */
export async function startTcpBackend(name: string): Promise<StreamBackend> {
  const server = createServer({ allowHalfOpen: true }, (socket) => converse(socket, name));
  return started(server);
}

/** @returns a backend that speaks TLS and shows this certificate; rejects when it cannot listen */
export async function startTlsBackend(
  name: string,
  { cert, key }: SelfSigned,
): Promise<StreamBackend> {
  const server = createTlsServer({ cert, key, allowHalfOpen: true }, (socket) =>
    converse(socket, name),
  );
  return started(server);
}

/** @returns a backend that answers each datagram with one, `name datagram`; rejects when it cannot listen */
export function startUdpBackend(name: string): Promise<StreamBackend> {
  const socket = createSocket('udp4');
  socket.on('message', (message, { port, address }) => {
    socket.send(`${name} ${message.toString()}`, port, address);
  });
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.bind(0, '127.0.0.1', () => {
      resolve({ port: socket.address().port, stop: () => socket.close() });
    });
  });
}

function converse(socket: Socket, name: string): void {
  socket.on('error', () => socket.destroy());
  socket.write(`${name}\n`);
  socket.on('data', (chunk) => void socket.write(chunk));
  socket.on('end', () => void socket.end('bye'));
}

async function started(server: Server): Promise<StreamBackend> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => void sockets.add(socket));
  const port = await listenOnLoopback(server);
  const stop = () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  return { port, stop };
}
