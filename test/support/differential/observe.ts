import type { Field } from '../http/http1-response.ts';
import { converse } from '../stream/client.ts';
import type { RandomRequest } from '../random/requests.ts';
import { parseRequest, type HttpRequest, type TraceRequest } from '../../../src/trace/request.ts';
import type { Outcome, TargetsResult } from '../../../src/trace/model.ts';
import { answerTo } from './auth-server.ts';
import type { Client } from './client.ts';
import { backendHeader, type Echo } from './echo.ts';
import { withoutSpan } from './spans.ts';
import type { ServedBatch } from './serve.ts';

/** What came of a request. */
export type Observed =
  | {
      readonly kind: 'response';
      readonly status: number;
      readonly headers: readonly Field[];
      /** Null where no backend answered. */
      readonly backend: string | null;
      /** What the backend got; null where it could not tell. */
      readonly echo: Echo | null;
    }
  | { readonly kind: 'connection'; readonly backend: string }
  | { readonly kind: 'closed' };

/** Ports that speak TLS. */
const secure = new Set(['https', 'tls', 'otherTls']);

/** The port of a request, with those of configurations themselves. */
export function portOf({ port }: RandomRequest, own: string, { ports }: ServedBatch): number {
  return ports.get(port === 'tcp' ? own : port) ?? 0;
}

/** The request as the matcher reads it. */
export function traceRequest(request: RandomRequest, port: number): TraceRequest {
  if (request.port === 'tcp') return { kind: 'connection', protocol: 'tcp', port, sni: null };
  const scheme = secure.has(request.port) ? 'https' : 'http';
  const host = request.absolute === null ? request.host : request.absolute;
  const parsed = parseRequest({
    method: request.method,
    url: `${scheme}://127.0.0.1:${String(port)}${request.target}`,
    headers: [`Host: ${host}`, ...request.headers.map(([name, value]) => `${name}: ${value}`)],
    sni: request.sni ?? '',
  });
  if (parsed.kind === 'wrong') throw new Error(`${parsed.why}: ${JSON.stringify(request)}`);
  return parsed.request;
}

/** What the matcher says; throws when no Gateway listens there. */
export function expectedOf(
  request: RandomRequest,
  own: string,
  served: ServedBatch,
): { readonly asked: TraceRequest; readonly result: TargetsResult } {
  const port = portOf(request, own, served);
  const asked = traceRequest(request, port);
  const gateway = gatewayOf(request);
  const traced = served.matcher
    .trace(asked, answerTo)
    .gateways.find(({ name }) => name === gateway);
  const [result] = traced?.results ?? [];
  if (result === undefined) throw new Error(`there is no Gateway ${gateway}`);
  return { asked, result };
}

/** The Gateway that a request is for. */
function gatewayOf({ port }: RandomRequest): string {
  return port === 'other' || port === 'otherTls' ? 'other' : 'web';
}

/** Sends a request, or opens a connection where the matcher says that nobody looks into it. */
export async function observe(
  request: RandomRequest,
  own: string,
  served: ServedBatch,
  { client, outcome }: { readonly client: Client; readonly outcome: Outcome },
): Promise<Observed> {
  const port = portOf(request, own, served);
  const tls = secure.has(request.port);
  if (request.port === 'tcp' || outcome.kind === 'connection') {
    const conversation = await converse({ port, ...(tls ? { sni: request.sni ?? '' } : {}) });
    return conversation.kind === 'refused'
      ? { kind: 'closed' }
      : { kind: 'connection', backend: conversation.text.split('\n')[0] ?? '' };
  }
  const { protocol, method, headers, host, absolute } = request;
  const scheme = tls ? 'https' : 'http';
  const answer = await client.send({
    ...{ port, protocol, method, headers, host },
    sni: tls ? request.sni : undefined,
    target: absolute === null ? request.target : `${scheme}://${absolute}${request.target}`,
  });
  if (answer.kind === 'refused') return { kind: 'closed' };
  const text = answer.body.toString('utf8');
  const named = answer.headers.find(([name]) => name.toLowerCase() === backendHeader)?.[1] ?? null;
  const echo = text.startsWith('{"backend"') ? (JSON.parse(text) as Echo) : null;
  const got: Observed = {
    kind: 'response',
    status: answer.status,
    headers: answer.headers,
    backend: echo?.backend ?? named,
    echo,
  };
  return served.spans.has(gatewayOf(request)) ? withoutSpan(got, headers) : got;
}

export function isRequest(asked: TraceRequest): asked is HttpRequest {
  return asked.kind === 'request';
}
