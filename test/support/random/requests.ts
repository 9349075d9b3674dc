import { isCrowd } from './crowd.ts';
import type { Field } from '../http/http1-response.ts';
import {
  isManifest,
  type Configuration,
  type Listener,
  type Manifest,
  type RouteSpec,
} from './configuration.ts';
import type { ParentRef } from './parents.ts';
import { authOrders } from './external-auth.ts';
import { mutatedPath, noiseQueries } from './mutations.ts';
import type { GrpcMatch, HttpMatch, ValueMatch } from './matches.ts';
import { randomFrom, type Random } from './random.ts';
import type { Rule } from './rules.ts';
import {
  grpcMethods,
  grpcServices,
  headerExpressions,
  methods,
  parameterExpressions,
  pathExpressions,
  paths,
  sentOrigins,
} from './words.ts';

/** What a client sends. */
export interface RandomRequest {
  /** Name of a port. */
  readonly port: string;
  readonly protocol: 'http1' | 'http2';
  readonly method: string;
  /** Path and query as sent. */
  readonly target: string;
  readonly host: string;
  /** Without Host. */
  readonly headers: readonly Field[];
  /** Null for none; of no meaning on ports without TLS. */
  readonly sni: string | null;
  /** HTTP/1.1: the target is a whole URL, and Host is this. */
  readonly absolute: string | null;
  /** Whose certificate the client shows on ports with TLS: `friend` has one of the authority that verifies clients. */
  readonly shows: 'none' | 'friend' | 'stranger';
}

/** Requests that the rules of a configuration may take, and some that are a little beside them. */
export function randomRequests(
  { name, objects }: Configuration,
  count: number,
  ...seed: readonly number[]
): readonly RandomRequest[] {
  const random = randomFrom(...seed, 7);
  const manifests = objects.filter(isManifest);
  const routes = manifests.filter(({ kind }) => kind.endsWith('Route'));
  const sets = manifests.filter(({ kind }) => kind === 'ListenerSet');
  const listeners = sets.flatMap(({ spec }) => spec['listeners'] as readonly Listener[]);
  const others = routes.filter(({ metadata }) => !isCrowd(metadata.name));
  const aims = () => (others.length === routes.length || random.chance(10) ? routes : others);
  return random.list(count, count, () =>
    randomRequest(random, { name, listeners, route: random.pick(aims()) }),
  );
}

interface Aim {
  readonly name: string;
  readonly listeners: readonly Listener[];
  readonly route: Manifest;
}

function randomRequest(random: Random, { name, listeners, route }: Aim): RandomRequest {
  const spec = route.spec as unknown as RouteSpec;
  const grpc = route.kind === 'GRPCRoute';
  const stream = /^(?:TLS|TCP|UDP)/.test(route.kind);
  const fitting = listeners.filter(
    ({ protocol }) => protocol.startsWith('HTTP') !== stream || random.chance(3),
  );
  const [port, listenerHost] = entrance(
    random,
    random.pick(spec.parentRefs),
    fitting.length === 0 ? listeners : fitting,
  );
  const host = randomHost(random, name, [...hostsOf(spec.hostnames ?? [], listenerHost, random)]);
  const bare = host.replace(/:\d*$/, '').replace(/\.$/, '').toLowerCase();
  const draw = random.below(100);
  const sni =
    draw < 84
      ? bare
      : draw < 90
        ? randomHost(random, name, [listenerHost ?? `*.${name}.test`])
            .replace(/[:.]\d*$/, '')
            .toLowerCase()
        : draw < 95
          ? `b.${name}.test`
          : null;
  const rule = random.pick(spec.rules);
  const aimed = grpc ? call(random, rule) : http(random, rule, stream);
  const isAsked =
    listeners.some(({ filters }) => filters !== undefined) ||
    (rule.filters ?? []).some(({ type }) => type === 'ExternalAuth');
  const orders = random.chance(isAsked ? 60 : 2) ? authOrders(random) : [];
  const secure = port !== 'http' && port !== 'other';
  const http2 = grpc ? random.chance(95) : random.chance(secure ? 25 : 8);
  const address = /^[\d.]+$/.test(sni ?? '');
  return {
    port,
    protocol: http2 ? 'http2' : 'http1',
    host,
    sni: address ? null : sni,
    absolute: !http2 && random.chance(3) ? random.pick([host, 'elsewhere.test']) : null,
    shows: shown(random, port),
    ...aimed,
    headers: [...aimed.headers, ...orders],
  };
}

function shown(random: Random, port: string): RandomRequest['shows'] {
  const asked = port === 'checked' || port === 'verified';
  const draw = random.below(100);
  return draw < (asked ? 75 : 4) ? 'friend' : draw < (asked ? 86 : 8) ? 'stranger' : 'none';
}

/** Those that both the route and the listener have, where it is easy to tell; sometimes others. */
function hostsOf(
  hostnames: readonly string[],
  listener: string | null,
  random: Random,
): readonly string[] {
  if (listener === null || random.chance(8)) return hostnames;
  const end = listener.slice(1);
  const common = hostnames.filter(
    (host) => host === listener || (listener.startsWith('*') && host.endsWith(end)),
  );
  return common.length === 0 ? [listener] : common;
}

/** A port, and the hostname of a listener that is meant. */
function entrance(
  random: Random,
  { kind, name, sectionName }: ParentRef,
  listeners: readonly Listener[],
): readonly [string, string | null] {
  if (kind !== 'ListenerSet' || random.chance(4))
    return [
      name === 'other'
        ? random.pick(['other', 'other', 'otherTls', 'verified'])
        : random.chance(95)
          ? 'http'
          : 'https',
      null,
    ];
  const named = listeners.filter((each) => sectionName === undefined || each.name === sectionName);
  const { port, hostname = null } = random.pick(named.length === 0 ? listeners : named);
  return [port.slice(1), hostname];
}

function randomHost(random: Random, name: string, hostnames: readonly string[]): string {
  const draw = random.below(100);
  if (draw < 3)
    return random.pick(['zzz.test', `b.${name}.test`, `${name}.test`, 'localhost', '127.0.0.1']);
  const pattern = hostnames.length === 0 ? `a.${name}.test` : random.pick(hostnames);
  const host = pattern.replace('*', () => random.pick(['a', 'b', 'x', 'x.y', 'l']));
  if (draw < 8) return host.toUpperCase();
  if (draw < 12) return `${host}:${random.pick(['1234', '80', '443'])}`;
  if (draw < 15) return `${host}.`;
  if (draw < 16) return `${host}.:80`;
  return host;
}

type Aimed = Pick<RandomRequest, 'method' | 'target' | 'headers'>;

function http(random: Random, rule: Rule, stream: boolean): Aimed {
  const match: HttpMatch = stream ? {} : random.pick(rule.matches ?? [{}]);
  const path = pathFor(random, match);
  const cors = (rule.filters ?? []).some(({ type }) => type === 'CORS');
  const preflight = random.chance(cors ? 25 : 2);
  const method = preflight
    ? 'OPTIONS'
    : match.method !== undefined && random.chance(85)
      ? match.method
      : random.chance(75)
        ? 'GET'
        : random.pick([...methods, 'TRACE', 'PROPFIND', 'PURGE', 'MKCOL']);
  return {
    method,
    target: `${random.chance(25) ? mutatedPath(random, path) : path}${queryFor(random, match)}`,
    headers: [
      ...headersFor(random, match.headers ?? []),
      ...noise(random),
      ...asked(random, cors || preflight, preflight),
    ],
  };
}

function pathFor(random: Random, { path }: HttpMatch): string {
  const { type = 'PathPrefix', value = '/' } = path ?? {};
  if (random.chance(8)) return random.pick(paths);
  if (type === 'RegularExpression')
    return pathExpressions.find(([source]) => source === value)?.[1] ?? '/a';
  if (type === 'Exact') return random.chance(85) ? value : `${value}/`;
  const base = value === '/' ? '' : value.replace(/\/$/, '');
  const rest = random.pick(['', '/', '/x', '/x/y', '/a%20b', 'x', '/c;d', '/x/']);
  return base + rest === '' ? '/' : `${base}${rest}`.replace(/^(?!\/)/, '/');
}

function queryFor(random: Random, { queryParams = [] }: HttpMatch): string {
  if (queryParams.length === 0) return random.pick(noiseQueries);
  const parts = queryParams.map(
    (match) => `${match.name}=${valueFor(random, match, parameterExpressions)}`,
  );
  const more = random.chance(30) ? [random.pick(['z=1', 'q=2', 'q', 'x=%2F', '=', ''])] : [];
  const all = random.chance(50) ? [...parts, ...more] : [...more, ...parts];
  return `?${all.join('&')}`;
}

function valueFor(
  random: Random,
  { type, value }: ValueMatch,
  expressions: readonly (readonly [string, string])[],
): string {
  if (random.chance(8)) return random.pick(['1', '2', 'other', '']);
  return type === 'RegularExpression'
    ? (expressions.find(([source]) => source === value)?.[1] ?? '')
    : value;
}

function headersFor(random: Random, matches: readonly ValueMatch[]): readonly Field[] {
  return matches.flatMap((match): readonly Field[] => {
    const value = valueFor(random, match, headerExpressions);
    const draw = random.below(100);
    if (draw < 4) return [];
    const name = draw < 12 ? match.name.toUpperCase() : match.name;
    if (draw < 16)
      return [
        [name, 'other'],
        [name, value],
      ];
    if (draw < 20)
      return [
        [name, value],
        [name, 'other'],
      ];
    if (draw < 24 && value.includes(', '))
      return value.split(', ').map((part): Field => [name, part]);
    return [[name, value]];
  });
}

function noise(random: Random): readonly Field[] {
  const fields: readonly Field[] = [
    ['X-H', '1'],
    ['x-i', '2'],
    ['X-Gone', 'old'],
    ['x-add', 'old'],
    ['x-add', 'older'],
    ['x_i', '1'],
    ['X-Empty', ''],
    ['gw-header', 'X-Res:old'],
    ['gw-header', 'X-Secret:old'],
    ['gw-header', 'X-More:old'],
    ['X-Forwarded-Proto', 'https'],
    ['X-Forwarded-For', '192.0.2.1'],
    ['Accept', '*/*'],
    ['gw-status', '404'],
    [
      'traceparent',
      `00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0${random.pick(['0', '1'])}`,
    ],
    ['Cookie', random.pick(['a=1', 'sid=0123456789abcdef', 'a=1; sid=x'])],
    ['x-session', '0123456789abcdef'],
  ];
  return random.chance(50) ? random.some(fields, 1, 3) : [];
}

function asked(random: Random, origin: boolean, preflight: boolean): readonly Field[] {
  if (!origin && random.chance(97)) return [];
  return [
    ['Origin', random.pick(sentOrigins)],
    ...(preflight ? [['Access-Control-Request-Method', random.pick(['PUT', 'GET'])] as Field] : []),
    ...(preflight && random.chance(50)
      ? [['Access-Control-Request-Headers', random.pick(['x-a', 'x-a, x-z'])] as Field]
      : []),
  ];
}

function call(random: Random, rule: Rule<GrpcMatch>): Aimed {
  const { method, headers = [] } = random.pick(rule.matches ?? [{}]);
  const exact = method?.type !== 'RegularExpression';
  const service = exact ? (method?.service ?? random.pick(grpcServices)) : 'shop.Order';
  const name = exact ? (method?.method ?? random.pick(grpcMethods)) : 'Get';
  const other = random.chance(10)
    ? `${random.pick(grpcServices)}/${random.pick(grpcMethods)}`
    : null;
  const type = random.pick([
    'application/grpc',
    'application/grpc',
    'application/grpc+proto',
    'text/plain',
  ]);
  return {
    method: 'POST',
    target: `/${other ?? `${service}/${name}`}`,
    headers: [
      ['content-type', type],
      ['te', 'trailers'],
      ...headersFor(random, headers),
      ...noise(random),
    ],
  };
}
