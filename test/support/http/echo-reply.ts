import type { IncomingMessage } from 'node:http';
import type { Http2ServerRequest } from 'node:http2';

/** What an echo backend tells about the request it got. */
export type EchoReply = {
  /** Name of the backend that answered. */
  readonly backend: string;
  readonly method: string;
  /** Raw request-target, as it came. */
  readonly url: string;
  readonly httpVersion: string;
  /** Header lines in the order and case they came; on HTTP/2 with pseudo-headers. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Body as UTF-8. */
  readonly body: string;
};

/** A request to either kind of server. */
export type EchoRequest = IncomingMessage | Http2ServerRequest;

/** How the requester wants to be answered. */
export type EchoOrders = {
  readonly status: number;
  readonly delayMs: number;
  /** Only so many of the first requests with this name are answered as ordered; all when null. */
  readonly first: { readonly count: number; readonly name: string } | null;
  /** Drop the connection instead of answering. */
  readonly close: boolean;
  /** Further response headers, by name. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  /** Response trailers, by name; sent over HTTP/2 and, chunked, over HTTP/1.1. */
  readonly trailers: ReadonlyMap<string, readonly string[]>;
};

/**
 * Describes a request.
 *
 * @param backend - name of the backend that got it
 * @param request - the request; is read to its end
 * @returns the description; rejects when the request is broken off
 */
export async function describeRequest(backend: string, request: EchoRequest): Promise<EchoReply> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return {
    backend,
    method: request.method ?? '',
    url: request.url ?? '',
    httpVersion: request.httpVersion,
    headers: pairs(request.rawHeaders),
    body: Buffer.concat(chunks).toString('utf8'),
  };
}

/**
 * Reads the orders a request carries, each as query parameter or as request header of that name:
 * `gw-status` (default 200), `gw-delay` (milliseconds), `gw-close` (any value), `gw-first` (`3 name`: only for the
 * first three requests of that name), and, repeatable, `gw-header` and `gw-trailer` (`Name:value`).
 *
 * @param request - the described request
 */
export function readOrders(request: Pick<EchoReply, 'url' | 'headers'>): EchoOrders {
  const queryStart = request.url.indexOf('?');
  const query = new URLSearchParams(queryStart < 0 ? '' : request.url.slice(queryStart + 1));
  const all = (name: string): readonly string[] => [
    ...query.getAll(name),
    ...request.headers.flatMap(([key, value]) => (key.toLowerCase() === name ? [value] : [])),
  ];
  const [count, name = ''] = (all('gw-first')[0] ?? '').split(' ');
  return {
    first: name === '' ? null : { count: Number(count), name },
    status: Number(all('gw-status')[0] ?? 200),
    delayMs: Number(all('gw-delay')[0] ?? 0),
    close: all('gw-close').length > 0,
    headers: fields(all('gw-header')),
    trailers: fields(all('gw-trailer')),
  };
}

function pairs(raw: readonly string[]): readonly (readonly [string, string])[] {
  const result: (readonly [string, string])[] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) {
    result.push([raw[index] ?? '', raw[index + 1] ?? '']);
  }
  return result;
}

function fields(lines: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const result = new Map<string, string[]>();
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).trim().toLowerCase();
    const values = result.get(name) ?? [];
    result.set(name, [...values, line.slice(colon + 1).trim()]);
  }
  return result;
}
