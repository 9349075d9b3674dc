import type { Field } from '../http/http1-response.ts';
import { converse, sendDatagram } from '../stream/client.ts';
import type { RandomRequest } from '../random/requests.ts';
import type { PathReading } from '../../../src/target/conduct.ts';
import { parseRequest, type HttpRequest, type TraceRequest } from '../../../src/trace/request.ts';
import type { Outcome, TargetsResult } from '../../../src/trace/model.ts';
import type { AuthQuestion } from '../../../src/trace/authorization-servers.ts';
import { answerTo } from './auth-server.ts';
import type { Client } from './client.ts';
import { backendHeader, type Echo } from './echo.ts';
import { withoutSpan } from './spans.ts';
import { nameOf } from './backend-name.ts';
import { portKey, type ServedBatch } from './serve.ts';

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
const secure = new Set(['https', 'tls', 'checked', 'otherTls', 'verified']);
/** Ports where clients have to be verified. */
const verifying = new Set(['checked', 'verified']);
/** Ports of the Gateway `other`. */
const others = new Set(['other', 'otherTls', 'verified']);
/** Milliseconds for a datagram that may be lost, and for one that may not. */
const patience = { lossy: 200, certain: 15_000 };

/** The port of a request, with those of configurations themselves. */
export function portOf({ port }: RandomRequest, own: string, { ports }: ServedBatch): number {
  return ports.get(portKey(port, own)) ?? 0;
}

/** The request as the matcher reads it. */
export function traceRequest(request: RandomRequest, port: number): TraceRequest {
  if (request.port === 'tcp' || request.port === 'udp')
    return { kind: 'connection', protocol: request.port, port, sni: null };
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
  const told = ({ bodyLimit }: AuthQuestion) => (request.body?.text ?? '').slice(0, bodyLimit);
  const trace = (each: TraceRequest): TargetsResult => {
    const traced = served.matcher
      .trace(each, (question) => answerTo({ ...question, body: told(question) }))
      .gateways.find(({ name }) => name === gateway);
    const [result] = traced?.results ?? [];
    if (result === undefined) throw new Error(`there is no Gateway ${gateway}`);
    return result;
  };
  const result = trace(asked);
  const answered =
    isAdmitted(request, result) ||
    (served.proxy.target === 'nginx' &&
      isRequest(asked) &&
      isAnsweredFirst(served.readPath(asked.path), result, () => trace(toItsHost(asked))));
  return { asked, result: answered ? result : { ...result, outcome: notAdmitted } };
}

/** The Gateway that a request is for. */
function gatewayOf({ port }: RandomRequest): string {
  return others.has(port) ? 'other' : 'web';
}

/** The matcher knows of no certificates: it says what becomes of clients that are let in. */
function isAdmitted({ port, shows }: RandomRequest, { listener }: TargetsResult): boolean {
  return !verifying.has(port) || shows === 'friend' || listener?.mode === 'Passthrough';
}

/**
 * Whether NGINX answers before it looks who asks (GatewayFrontendClientCertificateValidation).
 *
 * @param itself - what becomes of the request where its host is that of SNI
 */
function isAnsweredFirst(
  path: PathReading,
  { outcome, listener, host }: TargetsResult,
  itself: () => TargetsResult,
): boolean {
  if (outcome.kind !== 'response' || host !== null) return false;
  const { status, why } = outcome;
  return (
    status === 405 ||
    (status === 400 && path.kind === 'refused' && path.early) ||
    (status === 404 && listener === null) ||
    // A host of TLSRoutes has no server that would verify clients of requests.
    (status === 421 && (why.startsWith(boundToSni) || itself().listener?.protocol === 'TLS'))
  );
}

function toItsHost(asked: TraceRequest): TraceRequest {
  if (asked.kind === 'connection') return asked;
  return { ...asked, sni: asked.host.replace(/\.?(?::\d*)?$/, '').toLowerCase() };
}

/** The beginning of why a name other than that of SNI gets 421 where clients are verified. */
export const boundToSni = 'clients are verified';

export const notAdmitted: Outcome = { kind: 'closed', why: 'the client is not verified' };

/** Sends a request, or opens a connection where the matcher says that nobody looks into it. */
export async function observe(
  request: RandomRequest,
  own: string,
  served: ServedBatch,
  { client, outcome }: { readonly client: Client; readonly outcome: Outcome },
): Promise<Observed> {
  const port = portOf(request, own, served);
  const tls = secure.has(request.port);
  const secureContext = served.clients[request.shows];
  if (request.port === 'udp') {
    const wait = isCertain(outcome) ? patience.certain : patience.lossy;
    const [name, said] = (await sendDatagram(port, 'hello', wait))?.split(' ') ?? [];
    if (name === undefined) return { kind: 'closed' };
    if (said !== 'hello') throw new Error(`${name} got ${String(said)}`);
    return { kind: 'connection', backend: name };
  }
  if (request.port === 'tcp' || outcome.kind === 'connection') {
    const shown = tls ? { sni: request.sni ?? '', secureContext } : {};
    const conversation = await converse({ port, ...shown });
    return conversation.kind === 'refused'
      ? { kind: 'closed' }
      : { kind: 'connection', backend: conversation.text.split('\n')[0] ?? '' };
  }
  const { protocol, method, headers, host, body, absolute } = request;
  const scheme = tls ? 'https' : 'http';
  const answer = await client.send({
    ...{ port, protocol, method, headers, host, body, secureContext },
    client: request.shows,
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

/** Whether every datagram gets to a backend. */
function isCertain(outcome: Outcome): boolean {
  return (
    outcome.kind === 'connection' && outcome.shares.every(({ backend }) => nameOf(backend) !== null)
  );
}

export function isRequest(asked: TraceRequest): asked is HttpRequest {
  return asked.kind === 'request';
}
