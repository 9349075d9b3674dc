import { expect } from 'vitest';
import type { CaseRequest, Expectation, Fields } from '../proxies/cases/case.ts';
import type { EchoReply } from './http/echo-server.ts';
import { h2Request } from './http/h2-client.ts';
import type { Field } from './http/http1-response.ts';
import { rawExchange, rawRequest, type RawResponse } from './http/raw-client.ts';
import { openTunnel, type TunnelResult } from './http/tunnel.ts';

const nobody = 'nobody.test';

/** What came of a request. */
export type Answer =
  | {
      readonly kind: 'response';
      readonly status: number;
      readonly response: RawResponse;
      /** What the backend tells, when one answered. */
      readonly reply: EchoReply | null;
    }
  | { readonly kind: 'refused' };

/** Asks a proxy as a case says. */
export async function answerOf(
  request: CaseRequest,
  ports: Readonly<Record<string, number>>,
): Promise<Answer> {
  try {
    const response = await responseTo(request, ports[request.port ?? 'http'] ?? 0);
    return { kind: 'response', status: response.status, response, reply: replyOf(response) };
  } catch (error) {
    if (error instanceof Error && /time/i.test(error.message)) throw error;
    return { kind: 'refused' };
  }
}

function responseTo(request: CaseRequest, port: number): Promise<RawResponse> {
  const { path: target, host = nobody, method = 'GET', headers = [], body, sni, raw } = request;
  const tls = sni === undefined ? {} : { tls: sni === '' ? {} : { servername: sni } };
  const content = body === undefined ? {} : { body };
  if (raw !== undefined) return rawExchange({ port, method, ...tls }, Buffer.from(raw, 'latin1'));
  if (request.h2 === true)
    return h2Request({ port, method, target, authority: host, headers, ...content, ...tls });
  const fields: readonly Field[] = [['Host', host], ...headers];
  return rawRequest({ port, method, target, headers: fields, ...content, ...tls });
}

/** Opens a WebSocket as a case says and sends two messages through it. */
export function tunnelThrough(
  { path: target, port = 'http', host = nobody, sni }: CaseRequest,
  ports: Readonly<Record<string, number>>,
): Promise<TunnelResult> {
  const tls = sni === undefined ? {} : { tls: { servername: sni } };
  return openTunnel({ port: ports[port] ?? 0, target, authority: host, ...tls }, ['one', ', two']);
}

function replyOf(response: RawResponse): EchoReply | null {
  return response.body.startsWith('{"backend"') ? response.json<EchoReply>() : null;
}

/** Compares an answer with what a case expects; `$port` in values is the listener's port. */
export function check(answer: Answer, expected: Expectation, port: number | undefined): void {
  if (expected.status === 'refused' || answer.kind === 'refused') {
    expect(answer.kind).toBe(expected.status === 'refused' ? 'refused' : 'response');
    return;
  }
  const { response, reply } = answer;
  expect(answer.status).toBe(expected.status);
  if (expected.backend !== undefined) expect(reply?.backend.split('/')[1]).toBe(expected.backend);
  if (expected.certificate !== undefined)
    expect(response.tls?.commonName).toBe(expected.certificate);
  checkHeaders(response.headers, expected.headers ?? {}, port);
  checkHeaders(response.trailers, expected.trailers ?? {}, port);
  const { forwarded } = expected;
  if (forwarded === undefined) return;
  if (forwarded.path !== undefined) expect(reply?.url).toBe(forwarded.path);
  if (forwarded.method !== undefined) expect(reply?.method).toBe(forwarded.method);
  if (forwarded.body !== undefined) expect(reply?.body).toBe(forwarded.body);
  if (forwarded.host !== undefined)
    checkHeaders(reply?.headers ?? [], { host: forwarded.host }, port);
  checkHeaders(reply?.headers ?? [], forwarded.headers ?? {}, port);
}

function checkHeaders(fields: readonly Field[], expected: Fields, port: number | undefined): void {
  for (const [name, value] of Object.entries(expected)) {
    const found = fields.filter(([field]) => field.toLowerCase() === name).map(([, text]) => text);
    // Two lines and one line with a comma mean the same (RFC 9110, section 5.3).
    const joined = found.length === 0 ? null : found.flatMap(splitList(value)).join(', ');
    if (value instanceof RegExp)
      expect([name, joined]).toEqual([name, expect.stringMatching(value)]);
    else expect([name, joined]).toEqual([name, value?.replace('$port', String(port)) ?? null]);
  }
}

/** Splits a field's value where the expectation is a list; other values may hold commas of their own. */
function splitList(expected: string | RegExp | null): (text: string) => readonly string[] {
  const isList = typeof expected === 'string' && expected.includes(', ');
  return (text) => (isList ? text.split(/, */) : [text]);
}
