import type {
  GatewayIr,
  Hostname,
  HttpListener,
  HttpsListener,
  Socket,
  TlsListener,
} from '../ir/index.ts';
import { hostname } from '../ir/index.ts';
import { compareSpecificity, covers, type HostPattern } from '../resolve/hostnames.ts';
import type { Connection, HttpRequest } from './request.ts';

/** The socket that a request comes in on; null where nothing listens. */
export function socketFor(
  { sockets }: GatewayIr,
  request: HttpRequest | Connection,
): Socket | null {
  const udp = request.kind === 'connection' && request.protocol === 'udp';
  return (
    sockets.find(({ port, kind }) => port === request.port && (kind === 'udp') === udp) ?? null
  );
}

/** The host of a Host field, as rules compare it: without port and final dot. */
export function hostOf(field: string): Hostname {
  return hostname(field.replace(/:\d*$/, '').replace(/\.$/, ''));
}

/** The most specific of some entries that covers a host. */
export function mostSpecific<T>(
  entries: readonly T[],
  host: HostPattern,
  patternOf: (entry: T) => HostPattern,
): T | null {
  const fitting = entries.filter((entry) =>
    host === null ? patternOf(entry) === null : covers(patternOf(entry), host),
  );
  return fitting.toSorted((a, b) => compareSpecificity(patternOf(a), patternOf(b)))[0] ?? null;
}

/** The listener that has a host; it alone serves it, with routes or without (listener isolation). */
export function listenerOf<T extends HttpListener | TlsListener>(
  listeners: readonly T[],
  host: HostPattern,
): T | null {
  return mostSpecific(listeners, host, (each) => each.hostname);
}

/** The listener that a client's SNI chooses; null when the handshake is refused. */
export function listenerBySni(
  listeners: readonly TlsListener[],
  sni: string | null,
): TlsListener | null {
  return listenerOf(listeners, sni === null ? null : hostname(sni));
}

/** A virtual host, by one of its hostnames. */
export interface ChosenHost {
  readonly hostname: HostPattern;
  readonly host: HttpListener['hosts'][number];
}

/** The virtual host of a listener that has a host. */
export function virtualHostOf(
  { hosts }: HttpListener | HttpsListener,
  host: Hostname,
): ChosenHost | null {
  const entries = hosts.flatMap((each) =>
    each.hostnames.map((pattern) => ({ hostname: pattern, host: each })),
  );
  return mostSpecific(entries, host, (entry) => entry.hostname);
}
