import { connect, type ClientHttp2Session } from 'node:http2';
import type { Socket } from 'node:net';
import type { SecureContext } from 'node:tls';
import { openSocket } from '../http/connection.ts';
import { readHttp1Response, type Field } from '../http/http1-response.ts';
import type { Body } from '../random/bodies.ts';

/** A request as it goes over the wire. */
export interface WireRequest {
  readonly port: number;
  readonly protocol: 'http1' | 'http2';
  /** Undefined for plain TCP, null for TLS without SNI. */
  readonly sni: string | null | undefined;
  readonly method: string;
  readonly target: string;
  /** `Host` or `:authority`. */
  readonly host: string;
  readonly headers: readonly Field[];
  readonly body: Body | null;
  /** Who the client is over TLS, and what it shows. */
  readonly client: string;
  readonly secureContext: SecureContext;
}

export type WireAnswer =
  | {
      readonly kind: 'response';
      readonly status: number;
      readonly headers: readonly Field[];
      readonly body: Buffer;
    }
  /** The connection ended without a response. */
  | { readonly kind: 'refused' };

/** Sends requests over connections that it keeps, one at a time over each of HTTP/1.1. */
export interface Client {
  readonly send: (request: WireRequest) => Promise<WireAnswer>;
  readonly close: () => void;
}

const limit = 20_000;

export function makeClient(): Client {
  const idle = new Map<string, Socket[]>();
  const sessions = new Map<string, ClientHttp2Session>();
  const send1 = async (request: WireRequest): Promise<WireAnswer> => {
    const key = keyOf(request);
    const waiting = idle.get(key)?.pop();
    if (waiting !== undefined && !waiting.destroyed) {
      const answer = await exchange(waiting, request, keep);
      // A server may end a connection that nobody uses; the request never reached it then.
      if (answer.kind === 'response') return answer;
    }
    return exchange(openSocket({ port: request.port }, tlsOf(request, [])), request, keep);
  };
  const keep = (request: WireRequest, socket: Socket): void => {
    const key = keyOf(request);
    const list = idle.get(key) ?? [];
    idle.set(key, list);
    if (list.length < 32) list.push(socket);
    else socket.destroy();
  };
  const send2 = async (request: WireRequest): Promise<WireAnswer> => {
    const key = keyOf(request);
    const known = sessions.get(key);
    if (known !== undefined && !known.closed && !known.destroyed) {
      const answer = await stream(known, request);
      if (answer.kind === 'response') return answer;
      known.destroy();
    }
    const session = openSession(request);
    sessions.set(key, session);
    return stream(session, request);
  };
  return {
    send: (request) => (request.protocol === 'http1' ? send1(request) : send2(request)),
    close: () => {
      for (const list of idle.values()) for (const socket of list) socket.destroy();
      for (const session of sessions.values()) session.destroy();
    },
  };
}

function keyOf({ port, sni, client }: WireRequest): string {
  return JSON.stringify(sni === undefined ? port : [port, sni, client]);
}

function tlsOf({ sni, secureContext }: WireRequest, alpn: readonly string[]) {
  if (sni === undefined) return undefined;
  const offered = { secureContext, ...(alpn.length === 0 ? {} : { alpn }) };
  return sni === null ? offered : { servername: sni, ...offered };
}

/** Sends a request over a connection that nobody else uses, and hands it on when it can be used again. */
function exchange(
  socket: Socket,
  { method, target, host, headers, body, ...rest }: WireRequest,
  keep: (request: WireRequest, socket: Socket) => void,
): Promise<WireAnswer> {
  const fields: readonly Field[] = [['Host', host], ...headers, ...framing(body)];
  const lines = fields.map(([name, value]) => `${name}: ${value}`);
  const head = [`${method} ${target} HTTP/1.1`, ...lines, '', ''].join('\r\n');
  return new Promise((resolve, reject) => {
    let received: Buffer = Buffer.alloc(0);
    const settle = (answer: WireAnswer, reusable = false): void => {
      socket.removeAllListeners('data').removeAllListeners('end').removeAllListeners('close');
      socket.setTimeout(0);
      if (reusable) keep({ method, target, host, headers, body, ...rest }, socket);
      else socket.destroy();
      resolve(answer);
    };
    const advance = (ended: boolean): void => {
      try {
        const response = readHttp1Response(received, { method, ended });
        if (response === undefined) {
          if (ended) settle({ kind: 'refused' });
          return;
        }
        const last = response.headers.some(
          ([name, value]) => /^connection$/i.test(name) && /close/i.test(value),
        );
        settle({ kind: 'response', ...response }, !ended && !last && response.status !== 101);
      } catch (error) {
        socket.destroy();
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    };
    socket.removeAllListeners('error').removeAllListeners('timeout');
    socket.setTimeout(limit, () => {
      socket.destroy();
      reject(new Error(`no answer to ${method} ${target} of ${host} in time`));
    });
    socket.on('data', (chunk: Buffer) => {
      received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
      advance(false);
    });
    socket.once('end', () => advance(true));
    socket.on('error', () => socket.destroy());
    socket.once('close', () => settle({ kind: 'refused' }));
    socket.write(head + framed(body), 'latin1');
  });
}

/** Of HTTP/1.1 (RFC 9112, section 6). */
function framing(body: Body | null): readonly Field[] {
  if (body === null) return [];
  return body.chunked
    ? [['Transfer-Encoding', 'chunked']]
    : [['Content-Length', String(body.text.length)]];
}

function framed(body: Body | null): string {
  if (body?.chunked !== true) return body?.text ?? '';
  const length = body.text.length.toString(16);
  return `${body.text === '' ? '' : `${length}\r\n${body.text}\r\n`}0\r\n\r\n`;
}

function openSession(request: WireRequest): ClientHttp2Session {
  const socket = openSocket({ port: request.port }, tlsOf(request, ['h2']));
  const scheme = request.sni === undefined ? 'http' : 'https';
  const session = connect(`${scheme}://127.0.0.1:${String(request.port)}`, {
    createConnection: () => socket,
  });
  session.on('error', () => session.destroy());
  socket.on('error', () => session.destroy());
  return session;
}

function stream(
  session: ClientHttp2Session,
  { method, target, host, headers, body }: WireRequest,
): Promise<WireAnswer> {
  const fields: Record<string, string | string[]> = {};
  const length = body === null || body.chunked ? [] : framing(body);
  for (const [name, value] of [...headers, ...length]) {
    const key = name.toLowerCase();
    const before = fields[key];
    fields[key] = before === undefined ? value : [before, value].flat();
  }
  return new Promise((resolve, reject) => {
    let status = 0;
    let received: readonly Field[] = [];
    const chunks: Buffer[] = [];
    const opened = session.request(
      { ':method': method, ':path': target, ':authority': host, ...fields },
      { endStream: body === null },
    );
    if (body !== null) opened.end(body.text, 'latin1');
    opened.setTimeout(limit, () => {
      session.destroy();
      reject(new Error(`no answer to ${method} ${target} of ${host} over HTTP/2 in time`));
    });
    opened.once('response', (response) => {
      status = Number(response[':status']);
      received = Object.entries(response).flatMap(([name, value]) =>
        name.startsWith(':') || value === undefined
          ? []
          : [value].flat().map((one): Field => [name, String(one)]),
      );
    });
    opened.on('data', (chunk: Buffer) => chunks.push(chunk));
    opened.once('error', () => opened.destroy());
    opened.once('close', () =>
      resolve(
        status === 0
          ? { kind: 'refused' }
          : { kind: 'response', status, headers: received, body: Buffer.concat(chunks) },
      ),
    );
  });
}
