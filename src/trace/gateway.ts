import type {
  GatewayIr,
  HttpListener,
  HttpsListener,
  Socket,
  TlsListener,
  TlsSocket,
} from '../ir/index.ts';
import { assertNever } from '../util/assert-never.ts';
import { authorize } from './authorization.ts';
import { overPort, overSni } from './connection.ts';
import type { Conduct, PathReading } from '../target/conduct.ts';
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
    case 'http': {
      if (request.kind !== 'request' || request.scheme !== 'http')
        return closed('the port speaks plain HTTP');
      const listener = listenerOf(socket.listeners, hostOf(request.host));
      return routed(socket, listener, arrivedOf(request, around), around);
    }
    case 'tls':
      return overTls(socket, request, around);
    default:
      return assertNever(socket);
  }
}

/** A request whose path was looked at once. */
interface Arrived {
  readonly request: HttpRequest;
  readonly path: PathReading;
}

function arrivedOf(request: HttpRequest, { conduct }: Surroundings): Arrived {
  return { request, path: conduct.readPath(request.path) };
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
  const arrived = arrivedOf(request, around);
  if (isMisdirected(arrived, { sni, chosen: listener, owner }, around.conduct)) {
    const why = 'clients are verified, and the host is another name than that of SNI';
    return answered(view, 421, why);
  }
  const answer = refusedBefore(arrived, around.conduct);
  if (answer !== null) return { ...nowhere, listener: view, outcome: answer };
  if (owner === null || owner === listener)
    return routed(socket, owner === null ? null : listener, arrived, around);
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
  { request: { host }, path }: Arrived,
  { sni, chosen, owner }: TlsRequest,
  conduct: Conduct,
): boolean {
  if (!conduct.bindsVerifiedToSni || sni === null || owner?.kind !== 'https') return false;
  const name = hostOf(sni);
  const named = chosen.hostname ?? virtualHostOf(chosen, name)?.hostname ?? null;
  const early = path.kind === 'refused' && path.early;
  return owner.tls.clients !== null && named !== null && !early && hostOf(host) !== name;
}

/** The answer to a request whose host does not matter for it. */
function refusedBefore({ request, path }: Arrived, conduct: Conduct): Outcome | null {
  if (path.kind === 'refused' && path.early)
    return respond(400, `the path is refused: ${path.why}`);
  return conduct.refusesMethodsFirst && conduct.refusedMethods.has(request.method)
    ? respond(405, `${request.method} is not served`)
    : null;
}

function routed(
  socket: Socket,
  listener: HttpListener | HttpsListener | null,
  arrived: Arrived,
  around: Surroundings,
): Traced {
  const { conduct } = around;
  const { request, path } = arrived;
  const host = hostOf(request.host);
  const view = listener === null ? null : viewListener(listener, socket, around);
  const chosen = listener === null ? null : virtualHostOf(listener, host);
  const base = {
    ...nowhere,
    listener: view,
    host: chosen === null ? null : { hostname: chosen.hostname },
  };
  const before = refusedBefore(arrived, conduct);
  if (before !== null) return { ...base, outcome: before };
  if (listener === null)
    return answered(null, 404, `no listener of port ${String(socket.port)} has ${host}`);
  const filters = around.filters.get(listener.id) ?? [];
  if (filters === 'invalid')
    return answered(view, 500, 'the filters of the listener cannot be run');
  if (chosen === null && filters.length === 0)
    return answered(view, 404, `no route of the listener has ${host}`);
  if (path.kind === 'refused')
    return { ...base, outcome: respond(400, `the path is refused: ${path.why}`) };
  if (conduct.refusedMethods.has(request.method))
    return answered(view, 405, `${request.method} is not served`);
  // Filters of the listener see requests before rules do, and those that no rule takes, too (GEP-5224).
  const allowed = authorize(filters, { request, path }, around);
  if (allowed.kind === 'denied') {
    const { status, why, response } = allowed;
    return { ...base, outcome: respond(status, why, response) };
  }
  if (chosen === null) return answered(view, 404, `no route of the listener has ${host}`);
  return { ...base, ...tryRules(chosen, listener, { request: allowed.request, path }, around) };
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
