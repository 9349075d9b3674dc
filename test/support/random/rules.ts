import { externalAuth } from './external-auth.ts';
import type { OtherBackend, OtherRef, Want } from './backends.ts';
import {
  cors,
  mirror,
  redirect,
  requestHeaders,
  responseHeaders,
  rewrite,
  type Filter,
} from './filters.ts';
import { randomGrpcMatch, randomMatch, type GrpcMatch, type HttpMatch } from './matches.ts';
import { present, type Random } from './random.ts';

export interface BackendRef {
  readonly name: string;
  readonly group?: string;
  readonly kind?: string;
  readonly namespace?: string;
  readonly port?: number | string;
  readonly weight?: number;
  readonly filters?: readonly Filter[];
}

export interface Rule<Match = HttpMatch> {
  readonly name?: string;
  readonly matches?: readonly Match[];
  readonly filters?: readonly Filter[];
  readonly backendRefs?: readonly BackendRef[];
}

/** Ports of Services: HTTP, h2c, WebSocket, HTTPS by a BackendTLSPolicy, bytes, bytes in TLS, and UDP. */
export const servicePorts = {
  ...{ http: 8080, h2c: 8081, ws: 8082, tls: 8443 },
  ...{ bytes: 9000, passed: 9443, datagrams: 5300 },
} as const;

/** @param foreign - a namespace that may or may not have granted references to its Services */
export function randomRule(random: Random, foreign: string, others: readonly OtherBackend[]): Rule {
  const matches = random.chance(92)
    ? random.list(1, random.chance(30) ? 2 : 1, () => randomMatch(random))
    : undefined;
  const type = matches?.length === 1 ? (matches[0]?.path?.type ?? 'PathPrefix') : '';
  const prefix = type === 'PathPrefix' && matches?.[0]?.path !== undefined;
  const before = [
    ...(random.chance(30) ? [requestHeaders(random)] : []),
    ...(random.chance(30) ? [responseHeaders(random)] : []),
    ...(random.chance(18) ? [cors(random)] : []),
    ...(random.chance(10) ? [externalAuth(random, foreign)] : []),
  ];
  if (random.chance(20))
    return present({ matches, filters: [...before, redirect(random, prefix)] });
  const filters = [
    ...before,
    ...(random.chance(25) ? [rewrite(random, prefix)] : []),
    ...(random.chance(6) ? [mirror(random, servicePorts.http)] : []),
  ];
  const backendRefs = random.list(random.chance(6) ? 0 : 1, random.chance(40) ? 3 : 1, () =>
    backend(random, { foreign, others, prefix, grpc: false }),
  );
  return present({
    name: undefined,
    matches,
    filters: filters.length === 0 ? undefined : shuffled(random, filters),
    backendRefs: backendRefs.length === 0 ? undefined : backendRefs,
    ...settings(random),
  });
}

export function randomGrpcRule(
  random: Random,
  foreign: string,
  others: readonly OtherBackend[],
): Rule<GrpcMatch> {
  const filters = [
    ...(random.chance(30) ? [requestHeaders(random)] : []),
    ...(random.chance(30) ? [responseHeaders(random)] : []),
  ];
  return present({
    matches: random.chance(90) ? random.list(1, 2, () => randomGrpcMatch(random)) : undefined,
    filters: filters.length === 0 ? undefined : filters,
    backendRefs: random.list(random.chance(5) ? 0 : 1, 2, () =>
      backend(random, { foreign, others, prefix: false, grpc: true }),
    ),
  });
}

/** What changes nothing while backends answer well. */
function settings(random: Random): object {
  return present({
    timeouts: random.chance(10)
      ? random.pick([
          { request: '20s' },
          { backendRequest: '15s' },
          { request: '20s', backendRequest: '15s' },
          { request: '0s' },
        ])
      : undefined,
    retry: random.chance(8)
      ? random.pick([
          { attempts: 1 },
          { codes: [503], attempts: 2 },
          { codes: [500, 502], attempts: 1 },
          { codes: [502], attempts: 1, backoff: '5ms' },
        ])
      : undefined,
    sessionPersistence: random.chance(6)
      ? random.pick([
          { type: 'Cookie', cookie: { lifetimeType: 'Session' } },
          { type: 'Cookie', cookie: { name: 'sid', lifetimeType: 'Session' } },
          { type: 'Header', header: { name: 'x-session' } },
        ])
      : undefined,
  });
}

/** One of the other backends that fits, in some of the draws. */
export function otherRef(
  random: Random,
  others: readonly OtherBackend[],
  want: Want,
): OtherRef | null {
  const fitting = others.filter(({ takes }) => takes.includes(want));
  return fitting.length > 0 && random.chance(30) ? random.pick(fitting).ref : null;
}

interface Beside {
  readonly foreign: string;
  readonly others: readonly OtherBackend[];
  readonly prefix: boolean;
  readonly grpc: boolean;
}

function backend(random: Random, { foreign, others, prefix, grpc }: Beside): BackendRef {
  const { http, h2c, ws, tls } = servicePorts;
  const names = grpc ? ['one', 'one', 'two'] : ['one', 'one', 'two', 'two', 'three'];
  const draw = random.below(100);
  const place =
    draw < 84
      ? { name: random.pick(names) }
      : draw < 92
        ? { name: 'one', namespace: foreign }
        : draw < 96
          ? { name: 'missing' }
          : { name: 'unready' };
  const port = grpc ? h2c : random.pick([http, http, http, http, h2c, ws, tls]);
  const own = random.pick([requestHeaders, responseHeaders, () => rewrite(random, prefix)]);
  const near = {
    ...place,
    // Not every Service speaks everything.
    port: place.name === 'three' || place.name === 'unready' ? http : port,
  };
  return present({
    ...(otherRef(random, others, grpc ? 'grpc' : 'http') ?? near),
    weight: random.chance(40) ? random.pick([0, 1, 1, 3]) : undefined,
    filters: random.chance(grpc ? 10 : 18)
      ? [grpc ? requestHeaders(random) : own(random)]
      : undefined,
  });
}

function shuffled<T>(random: Random, list: readonly T[]): readonly T[] {
  return random.some(list, list.length, list.length);
}
