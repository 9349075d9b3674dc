import { connect } from 'node:http2';
import type { ClientHttp2Session, ClientHttp2Stream, IncomingHttpHeaders } from 'node:http2';
import { openSocket, tlsSession } from './connection.ts';
import type { Endpoint, TlsOptions } from './connection.ts';
import type { Field } from './http1-response.ts';
import { readers } from './raw-client.ts';
import type { RawResponse } from './raw-client.ts';

const TIME_LIMIT_MS = 10_000;

/** An HTTP/2 request. */
export type H2Request = Endpoint & {
  readonly method: string;
  /** `:path`. */
  readonly target: string;
  /** `:authority`; address and port when absent. */
  readonly authority?: string;
  /** Header fields; names are sent in lower case, repeated names keep their order. */
  readonly headers?: readonly Field[];
  readonly body?: string | Uint8Array;
  /** HTTP/2 over TLS, `h2` chosen by ALPN; without it prior knowledge over plain TCP. */
  readonly tls?: Omit<TlsOptions, 'alpn'>;
};

/**
 * Sends one HTTP/2 request on a connection of its own.
 *
 * @param request - what to send and where
 * @returns the response; rejects when the connection or the stream fails or takes longer than 10 s
 */
export function h2Request(request: H2Request): Promise<RawResponse> {
  const { tls, port, host = '127.0.0.1' } = request;
  const socket = openSocket(request, tls && { ...tls, alpn: ['h2'] });
  const scheme = tls === undefined ? 'http' : 'https';
  const address = `${host === '::1' ? '[::1]' : host}:${port}`;
  return new Promise<RawResponse>((resolve, reject) => {
    const limit = setTimeout(() => {
      reject(new Error(`no complete response on port ${port} in ${TIME_LIMIT_MS} ms`));
    }, TIME_LIMIT_MS);
    socket.once('close', () => clearTimeout(limit));
    socket.once('error', reject);
    const session = connect(`${scheme}://${address}`, { createConnection: () => socket });
    session.once('error', reject);
    const stream = openStream(session, { authority: address, ...request });
    stream.once('error', reject);
    stream.once('close', () => reject(new Error(`stream reset with code ${stream.rstCode}`)));
    collect(stream, (response) => resolve({ ...response, tls: tlsSession(socket) }));
    if (request.body !== undefined) stream.end(request.body);
  }).finally(() => socket.destroy());
}

function openStream(session: ClientHttp2Session, request: H2Request): ClientHttp2Stream {
  const headers = new Map<string, string[]>();
  for (const [name, value] of request.headers ?? []) {
    const key = name.toLowerCase();
    headers.set(key, [...(headers.get(key) ?? []), value]);
  }
  const single = ([name, values]: [string, string[]]): [string, string | string[]] => [
    name,
    values.length === 1 ? values.join('') : values,
  ];
  return session.request(
    {
      ':method': request.method,
      ':path': request.target,
      ...(request.authority === undefined ? {} : { ':authority': request.authority }),
      ...Object.fromEntries([...headers].map(single)),
    },
    { endStream: request.body === undefined },
  );
}

function collect(
  stream: ClientHttp2Stream,
  done: (response: Omit<RawResponse, 'tls'>) => void,
): void {
  const chunks: Buffer[] = [];
  let headers: readonly Field[] = [];
  let trailers: readonly Field[] = [];
  let status = 0;
  stream.once('response', (fields) => {
    status = Number(fields[':status']);
    headers = toFields(fields);
  });
  stream.once('trailers', (fields) => (trailers = toFields(fields)));
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  stream.once('end', () => {
    if (stream.rstCode !== 0 || status === 0) return;
    done({ status, headers, trailers, ...readers({ headers, body: Buffer.concat(chunks) }) });
  });
}

function toFields(fields: IncomingHttpHeaders): readonly Field[] {
  return Object.entries(fields).flatMap(([name, value]): readonly Field[] => {
    if (name.startsWith(':') || value === undefined) return [];
    return [value].flat().map((one): Field => [name, String(one)]);
  });
}
