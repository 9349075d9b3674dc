import { createSocket } from 'node:dgram';
import { connect } from 'node:net';
import { connect as connectTls, type SecureContext, type TLSSocket } from 'node:tls';

const limit = 20_000;

/** What came of a connection. */
export type Conversation =
  | {
      readonly kind: 'answered';
      /** Everything the other side sent until it closed. */
      readonly text: string;
      /** Common name of its certificate; empty without TLS. */
      readonly certificate: string;
    }
  /** It was closed before anything came. */
  | { readonly kind: 'refused' };

export interface Connecting {
  readonly port: number;
  /** Speaks TLS with this SNI; an empty one sends none. */
  readonly sni?: string;
  /** Certificate and key to show, PEM. */
  readonly cert?: string;
  readonly key?: string;
  /** Holds both, ready for many connections. */
  readonly secureContext?: SecureContext;
}

/**
 * Connects, sends `hello`, ends its own half and reads until the other side ends.
 *
 * @returns what came; rejects when the other side neither answers nor closes within 20 s
 */
export function converse({ port, sni, ...shown }: Connecting): Promise<Conversation> {
  return new Promise((resolve, reject) => {
    const address = { host: '127.0.0.1', port, allowHalfOpen: true };
    const tls = {
      ...address,
      ...shown,
      rejectUnauthorized: false,
      ...(sni === '' ? {} : { servername: sni }),
    };
    const socket = sni === undefined ? connect(address) : connectTls(tls);
    let text = '';
    let certificate = '';
    socket.setTimeout(limit, () => {
      socket.destroy();
      reject(new Error(`nothing but silence from port ${port}`));
    });
    socket.once(sni === undefined ? 'connect' : 'secureConnect', () => {
      if (sni !== undefined) certificate = commonName(socket as TLSSocket);
      socket.end('hello\n');
    });
    socket.on('data', (chunk: Buffer) => void (text += chunk.toString()));
    socket.on('end', () => void socket.end());
    // Closed without a word: by RST, by FIN, or in the handshake.
    socket.on('error', () => socket.destroy());
    socket.once('close', () => {
      resolve(text === '' ? { kind: 'refused' } : { kind: 'answered', text, certificate });
    });
  });
}

function commonName(socket: TLSSocket): string {
  const { subject } = socket.getPeerCertificate() as { subject?: { CN?: string } };
  return subject?.CN ?? '';
}

/**
 * Sends one datagram.
 *
 * @returns the answer, or null when none came within the time (milliseconds)
 */
export function sendDatagram(port: number, text: string, wait: number): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const socket = createSocket('udp4');
    const settle = (answer: string | null) => {
      clearTimeout(timer);
      socket.close();
      resolve(answer);
    };
    const timer = setTimeout(() => settle(null), wait);
    socket.once('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    socket.once('message', (message) => settle(message.toString()));
    socket.send(text, port, '127.0.0.1');
  });
}
