import type {
  GatewayIr,
  HttpListener,
  HttpsListener,
  Socket,
  TlsListener,
  TlsSocket,
} from '../ir/index.ts';
import { assertNever } from '../util/assert-never.ts';
import { overPort, overSni } from './connection.ts';
import type { Conduct } from '../target/conduct.ts';
import { hostOf, listenerBySni, listenerOf, socketFor, virtualHostOf } from './listener.ts';
import { toCaller } from './grpc.ts';
import type { ListenerView, Outcome } from './model.ts';
import type { HttpRequest, TraceRequest } from './request.ts';
import { tryRules } from './rules.ts';
import type { Surroundings } from './surroundings.ts';
import { answered, closed, nowhere, respond, type Traced } from './traced.ts';

/**
 * What a target does with a request, found as naively as the specification describes it. The proxies are tested
 * against this (test/proxies/differential.test.ts).
 *
 * @param gateway - as it was resolved, with the rules that the target cannot serve
 * @param around - of the Gateway as the target serves it
 */
export function traceGateway(
  gateway: GatewayIr,
  request: TraceRequest,
  around: Surroundings,
): Traced {
  const traced = overSocket(gateway, request, around);
  return request.kind === 'request' && around.conduct.tellsCallsEverywhere
    ? { ...traced, outcome: toCaller(traced.outcome, request) }
    : traced;
}

function overSocket(gateway: GatewayIr, request: TraceRequest, around: Surroundings): Traced {
  const socket = socketFor(gateway, request);
  if (socket === null) return closed(`nothing listens on port ${String(request.port)}`);
  switch (socket.kind) {
    case 'tcp':
    case 'udp':
      return overPort(socket, around);
    case 'http':
      return request.kind === 'request' && request.scheme === 'http'
        ? routed(socket, listenerOf(socket.listeners, hostOf(request.host)), request, around)
        : closed('the port speaks plain HTTP');
    case 'tls':
      return overTls(socket, request, around);
    default:
      return assertNever(socket);
  }
}

/** SNI chooses the listener; the host of the request has to be its own (GEP-3567). */
function overTls(socket: TlsSocket, request: TraceRequest, around: Surroundings): Traced {
  const speaksTls =
    request.kind === 'request' ? request.scheme === 'https' : request.protocol === 'tls';
  if (!speaksTls) return closed('the port speaks TLS');
  const sni = request.sni === null ? null : around.conduct.sniName(request.sni);
  const listeners = socket.listeners.filter(({ id }) => around.listeners.has(id));
  const listener = listenerBySni(listeners, sni);
  if (listener === null)
    return closed(
      sni === null ? 'no listener takes clients without SNI' : `no listener has ${sni}`,
    );
  const view = viewListener(listener, socket, around);
  if (listener.kind !== 'https') return overSni(listener, view, sni, around);
  if (request.kind === 'connection') return closed('the listener takes requests only', view);
  const owner: TlsListener | null = listenerOf(listeners, hostOf(request.host));
  if (isMisdirected(request, { sni, chosen: listener, owner }, around.conduct)) {
    const why = 'clients are verified, and the host is another name than that of SNI';
    return answered(view, 421, why);
  }
  const answer = refusedBefore(request, around.conduct);
  if (answer !== null) return { ...nowhere, listener: view, outcome: answer };
  if (owner === null || owner === listener)
    return routed(socket, owner === null ? null : listener, request, around);
  const why = `the connection is for listener ${listener.name}, and the host belongs to ${owner.name}`;
  return answered(view, 421, why);
}

interface TlsRequest {
  readonly sni: string | null;
  /** By SNI. */
  readonly chosen: HttpsListener;
  /** By the host of the request. */
  readonly owner: TlsListener | null;
}

/**
 * Whether the name of SNI binds a request. It does so where the host's listener verifies clients, unless nothing in the
 * manifests says the name.
 */
function isMisdirected(
  { host, path }: HttpRequest,
  { sni, chosen, owner }: TlsRequest,
  conduct: Conduct,
): boolean {
  if (!conduct.bindsVerifiedToSni || sni === null || owner?.kind !== 'https') return false;
  const name = hostOf(sni);
  const named = chosen.hostname ?? virtualHostOf(chosen, name)?.hostname ?? null;
  const read = conduct.readPath(path);
  const early = read.kind === 'refused' && read.early;
  return owner.tls.clients !== null && named !== null && !early && hostOf(host) !== name;
}

/** The answer to a request whose host does not matter for it. */
function refusedBefore(request: HttpRequest, conduct: Conduct): Outcome | null {
  const path = conduct.readPath(request.path);
  if (path.kind === 'refused' && path.early)
    return respond(400, `the path is refused: ${path.why}`);
  return conduct.refusesMethodsFirst && conduct.refusedMethods.has(request.method)
    ? respond(405, `${request.method} is not served`)
    : null;
}

function routed(
  socket: Socket,
  listener: HttpListener | HttpsListener | null,
  request: HttpRequest,
  around: Surroundings,
): Traced {
  const { conduct } = around;
  const host = hostOf(request.host);
  const view = listener === null ? null : viewListener(listener, socket, around);
  const chosen = listener === null ? null : virtualHostOf(listener, host);
  const base = {
    ...nowhere,
    listener: view,
    host: chosen === null ? null : { hostname: chosen.hostname },
  };
  const before = refusedBefore(request, conduct);
  if (before !== null) return { ...base, outcome: before };
  if (listener === null)
    return answered(null, 404, `no listener of port ${String(socket.port)} has ${host}`);
  if (chosen === null) return answered(view, 404, `no route of the listener has ${host}`);
  const path = conduct.readPath(request.path);
  if (path.kind === 'refused')
    return { ...base, outcome: respond(400, `the path is refused: ${path.why}`) };
  if (conduct.refusedMethods.has(request.method))
    return answered(view, 405, `${request.method} is not served`);
  return { ...base, ...tryRules(chosen, listener, { request, path }, around) };
}

function viewListener(
  { name, hostname, kind, origin }: HttpListener | TlsListener,
  { port }: Socket,
  { placeOf }: Surroundings,
): ListenerView {
  return { name, ...protocols[kind], port, hostname, place: placeOf(origin) };
}

const protocols = {
  http: { protocol: 'HTTP', mode: null },
  https: { protocol: 'HTTPS', mode: 'Terminate' },
  terminate: { protocol: 'TLS', mode: 'Terminate' },
  passthrough: { protocol: 'TLS', mode: 'Passthrough' },
} as const;
