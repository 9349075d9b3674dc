import { openSocket } from './connection.ts';
import type { TlsOptions } from './connection.ts';

const TIME_LIMIT_MS = 10_000;

/** What came of an attempt to switch protocols. */
export type TunnelResult = {
  readonly status: number;
  /** The echo backend at the other end, or null. */
  readonly backend: string | null;
  /** What came back. */
  readonly echoed: string;
};

/**
 * Asks for a WebSocket (RFC 6455, section 4.1) and, once the server has switched protocols, sends bytes.
 *
 * @param target - where to
 * @param messages - sent one after the other, each when the one before has come back
 * @returns what came back; rejects when the connection fails or takes longer than 10 s
 */
export function openTunnel(
  target: {
    readonly port: number;
    readonly target: string;
    /** The Host field. */
    readonly authority: string;
    readonly tls?: TlsOptions;
  },
  messages: readonly string[],
): Promise<TunnelResult> {
  const { port, authority, tls } = target;
  const socket = openSocket({ port }, tls);
  return new Promise<TunnelResult>((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error('the tunnel takes too long')), TIME_LIMIT_MS);
    let received = '';
    let sent = 0;
    socket.once('close', () => {
      clearTimeout(limit);
      reject(new Error('the tunnel was closed'));
    });
    socket.once('error', reject);
    socket.on('data', (chunk: Buffer) => {
      received += chunk.toString('latin1');
      const end = received.indexOf('\r\n\r\n');
      if (end < 0) return;
      const head = received.slice(0, end);
      const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1]);
      const echoed = received.slice(end + 4);
      const due = messages.slice(0, sent).join('');
      if (status === 101 && echoed === due && sent < messages.length)
        socket.write(messages[sent++] ?? '');
      else if (status !== 101 || echoed.length >= due.length)
        resolve({ status, backend: /^x-backend: (.*)$/im.exec(head)?.[1] ?? null, echoed });
    });
    socket.write(requestFor(target.target, authority));
  }).finally(() => socket.destroy());
}

function requestFor(target: string, host: string): string {
  const lines = [
    `GET ${target} HTTP/1.1`,
    `Host: ${host}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  ];
  return [...lines, '', ''].join('\r\n');
}
