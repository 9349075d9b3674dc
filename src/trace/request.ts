import type { HeaderValue } from '../ir/index.ts';

/** What a client sends: a request, or the beginning of a connection that nobody looks into. */
export type TraceRequest = HttpRequest | Connection;

export interface HttpRequest {
  readonly kind: 'request';
  readonly scheme: 'http' | 'https';
  readonly method: string;
  /** The Host field. */
  readonly host: string;
  readonly port: number;
  /** As on the request line, without the query. */
  readonly path: string;
  /** Without `?`; null where there is none. */
  readonly query: string | null;
  /** Without Host, in the order of the client. */
  readonly headers: readonly HeaderValue[];
  /** Null for http, and for clients that send none. */
  readonly sni: string | null;
}

export interface Connection {
  readonly kind: 'connection';
  readonly protocol: 'tls' | 'tcp' | 'udp';
  readonly port: number;
  readonly sni: string | null;
}

/** What a user asks about, in curl's words. */
export interface RequestText {
  readonly method: string;
  readonly url: string;
  /** `Name: value`. */
  readonly headers: readonly string[];
  /** Instead of the URL's host; empty for none, null for the host. */
  readonly sni: string | null;
}

export type ParsedRequest =
  | { readonly kind: 'ok'; readonly request: TraceRequest }
  /** Prose without a final dot. */
  | { readonly kind: 'wrong'; readonly why: string };

const wellKnownPorts = { http: 80, https: 443 } as const;

/** Reads a request as curl would, except that the path stays as it is written (curl's `--path-as-is`). */
export function parseRequest(text: RequestText): ParsedRequest {
  const url = parseUrl(text.url);
  if (typeof url === 'string') return wrong(url);
  const { scheme } = url;
  return scheme === 'http' || scheme === 'https'
    ? parseHttp(scheme, url, text)
    : parseConnection(scheme, url, text);
}

interface Url {
  readonly scheme: HttpRequest['scheme'] | Connection['protocol'];
  /** May be empty but for http and https. */
  readonly host: string;
  readonly port: number | null;
  /** Path and query. */
  readonly target: string;
}

const schemes = ['http', 'https', 'tls', 'tcp', 'udp'] as const;

/** Or what is wrong with it. */
function parseUrl(text: string): Url | string {
  const parts =
    /^([a-z]+):\/\/(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]*)(?::(\d{1,5}))?([/?][^#]*)?(?:#.*)?$/s.exec(
      text,
    );
  if (parts === null) return `${text} is not a URL`;
  const [, name = '', host = '', digits, target = '/'] = parts;
  const scheme = schemes.find((known) => known === name);
  if (scheme === undefined) return `${name} is none of ${schemes.join(', ')}`;
  const port = digits === undefined ? null : Number(digits);
  if (port === 0 || (port !== null && port > 65535)) return `there is no port ${digits ?? ''}`;
  const odd = /[^!-~]/.exec(target);
  if (odd !== null) return `a URL cannot hold ${JSON.stringify(odd[0])}: write it percent-encoded`;
  return { scheme, host, port, target };
}

function parseConnection(
  protocol: Connection['protocol'],
  { host, port }: Url,
  { url, sni }: RequestText,
): ParsedRequest {
  if (port === null && protocol !== 'tls') return wrong(`${url} names no port`);
  const name = protocol === 'tls' ? sniOf(sni, host) : null;
  return { kind: 'ok', request: { kind: 'connection', protocol, port: port ?? 443, sni: name } };
}

const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

function parseHttp(scheme: HttpRequest['scheme'], url: Url, text: RequestText): ParsedRequest {
  const { host, port, target } = url;
  if (host === '') return wrong('the URL names no host');
  if (!token.test(text.method)) return wrong(`${text.method} is not a method`);
  const headers = parseHeaders(text.headers);
  if (typeof headers === 'string') return wrong(headers);
  const hosts = headers.filter(({ name }) => name.toLowerCase() === 'host');
  if (hosts.length > 1) return wrong('a request has one Host');
  const wellKnown = wellKnownPorts[scheme];
  const named = port === null || port === wellKnown ? host : `${host}:${String(port)}`;
  const [path = '', ...query] = target.split('?');
  return {
    kind: 'ok',
    request: {
      kind: 'request',
      scheme,
      method: text.method,
      host: hosts[0]?.value ?? named,
      port: port ?? wellKnown,
      path: path === '' ? '/' : path,
      query: query.length === 0 ? null : query.join('?'),
      headers: headers.filter(({ name }) => name.toLowerCase() !== 'host'),
      sni: scheme === 'https' ? sniOf(text.sni, host) : null,
    },
  };
}

/** Or what is wrong with one of them. */
function parseHeaders(lines: readonly string[]): readonly HeaderValue[] | string {
  const headers: HeaderValue[] = [];
  for (const line of lines) {
    const [, name = '', value = ''] = /^([^:]*):[ \t]*(.*?)[ \t]*$/s.exec(line) ?? [];
    if (!token.test(name)) return `${JSON.stringify(line)} is not a header: write Name: value`;
    if (/[\u0000-\u0008\u000a-\u001f\u007f]/.test(value))
      return `the header ${name} holds control characters`;
    headers.push({ name, value });
  }
  return headers;
}

/** Clients send no SNI for addresses (RFC 6066, section 3). */
function sniOf(given: string | null, host: string): string | null {
  const name = given ?? host;
  return name === '' || name.startsWith('[') || /^\d+(?:\.\d+){3}$/.test(name)
    ? null
    : name.toLowerCase();
}

function wrong(why: string): ParsedRequest {
  return { kind: 'wrong', why };
}
