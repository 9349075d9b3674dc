import type { Field } from '../http/http1-response.ts';
import { mutatedPath, noiseQueries } from './mutations.ts';
import type { GrpcMatch, HttpMatch, ValueMatch } from './matches.ts';
import { noise } from './noise.ts';
import type { Random } from './random.ts';
import type { RandomRequest } from './requests.ts';
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

/** The part of a request that rules look at. */
type Aimed = Pick<RandomRequest, 'method' | 'target' | 'headers'>;

/** A request that a rule may take; anything for one of connections. */
export function aimedAt(random: Random, rule: Rule, stream: boolean): Aimed {
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

/** A call that a rule of a GRPCRoute may take. */
export function callOf(random: Random, rule: Rule<GrpcMatch>): Aimed {
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
