import type { Compared } from './run.ts';
import type { Difference, Pair } from './difference.ts';

/** A way in which NGINX and Envoy may differ, and which requests it is about. */
export interface Allowed {
  readonly id: string;
  /** A sentence of SUPPORT.md, or a part of one; null where Gateway API leaves the choice to chance. */
  readonly because: string | null;
  readonly explains: (pair: Pair, difference: Difference) => boolean;
}

const isStatus = ({ aspect }: Difference): boolean => aspect === 'status' || aspect === 'backend';
const path = ({ asked }: Pair): string => asked?.path ?? '';
const repeated = ({ request }: Pair): boolean => {
  const names = request.headers.map(([name]) => name.toLowerCase());
  return new Set(names).size < names.length;
};
/** Expressions that were tried before a rule was found, or in vain. */
const triesExpressions = ({ nginx, envoy }: Pair): boolean =>
  [...nginx.expected.candidates, ...envoy.expected.candidates].some(({ asks }) =>
    asks.startsWith('RegularExpression'),
  );
const hasShares = ({ expected: { outcome } }: Compared): boolean =>
  (outcome.kind === 'forward' || outcome.kind === 'connection') && outcome.shares.length > 1;
const hasCors = ({ expected: { outcome } }: Compared): boolean =>
  'filters' in outcome && outcome.filters.some(({ type }) => type === 'CORS');
const isUnsupported = ({ expected: { outcome } }: Compared): boolean =>
  outcome.kind === 'response' && outcome.why === 'the target cannot serve the rule';
const isPreflight = ({ request: { method, headers } }: Pair): boolean =>
  method === 'OPTIONS' &&
  headers.some(([name]) => name.toLowerCase() === 'access-control-request-method');
const redirects = ({ nginx, envoy }: Pair): boolean =>
  [nginx, envoy].some(({ expected }) => expected.outcome.kind === 'redirect');
const isCall = ({ request }: Pair): boolean =>
  request.headers.some(
    ([name, value]) => /^content-type$/i.test(name) && /^application\/grpc/.test(value),
  );

/** Everything that two answers may differ in. What none of these explains is a fault. */
export const allowed: readonly Allowed[] = [
  {
    id: 'weights',
    because: null,
    // Several backendRefs with filters of their own may name one backend.
    explains: ({ nginx, envoy }) => hasShares(nginx) && hasShares(envoy),
  },
  {
    id: 'unsupported rules',
    because: 'unsupported',
    explains: ({ nginx, envoy }) => isUnsupported(nginx) !== isUnsupported(envoy),
  },
  {
    id: 'final dot of SNI',
    because: 'A final dot of a name in SNI, where RFC 6066 allows none, does not matter to NGINX',
    explains: ({ request }, { aspect }) => aspect === 'kind' && (request.sni ?? '').endsWith('.'),
  },
  {
    id: 'nothing but slashes',
    because: 'A path of nothing but several slashes means `/` to NGINX and gets 400 from Envoy.',
    explains: (pair, difference) => isStatus(difference) && /^\/{2,}$/.test(path(pair)),
  },
  {
    id: 'refused methods',
    because: 'NGINX answers so before it looks at the host or the path, Envoy after both.',
    explains: (pair, difference) => isStatus(difference) && pair.request.method === 'TRACE',
  },
  {
    id: 'gRPC statuses',
    because: 'Envoy tells them so on every host.',
    explains: (pair, { aspect }) =>
      isCall(pair) && (aspect === 'status' || aspect === 'response header grpc-status'),
  },
  {
    id: 'preflights',
    because: 'CORS preflights are answered with 204 by NGINX and with 200 by Envoy.',
    explains: (pair, { aspect, nginx, envoy }) =>
      aspect === 'status' && nginx === '204' && envoy === '200' && hasCors(pair.nginx),
  },
  {
    id: 'CORS on answers',
    because: 'Envoy adds nothing for CORS to answers of its own',
    explains: (pair, { aspect }) =>
      (hasCors(pair.nginx) || hasCors(pair.envoy)) &&
      pair.nginx.got.kind === 'response' &&
      pair.nginx.got.backend === null &&
      (isStatusAspect(aspect) ||
        // Envoy answers as the rule does, NGINX the preflight.
        (isPreflight(pair) && aspect.startsWith('response header')) ||
        aspect.includes('access-control') ||
        aspect === 'response header vary'),
  },
  {
    id: 'Vary',
    because: 'NGINX says `Vary: Origin`',
    explains: (pair, { aspect }) => aspect === 'response header vary' && hasCors(pair.nginx),
  },
  {
    id: 'port of redirects',
    because: 'A redirect to the well-known port of its scheme does not name it; Envoy does',
    explains: (pair, { aspect }) =>
      aspect === 'Location' && redirects(pair) && /:\d*$/.test(pair.asked?.host ?? ''),
  },
  {
    id: 'host of redirects',
    because: 'NGINX writes the host of a redirect in lower case',
    explains: (pair, { aspect }) =>
      aspect === 'Location' && redirects(pair) && /[A-Z]/.test(pair.asked?.host ?? ''),
  },
  {
    id: 'final dot',
    because: 'Host is forwarded as the client sent it, but for the dot, which Envoy leaves out.',
    explains: (pair, { aspect }) =>
      aspect === 'Host' && /\.(?::\d*)?$/.test(pair.asked?.host ?? ''),
  },
  {
    id: 'repeated headers',
    because: 'Lines of a repeated header are matched as one, with commas, by NGINX',
    explains: (pair) => repeated(pair),
  },
  {
    id: 'expressions see decoded paths',
    because: 'Regular expressions see it as it is sent in Envoy, and decoded in NGINX.',
    explains: (pair) => triesExpressions(pair) && /%|["<>^`{|}]/.test(path(pair)),
  },
  {
    id: 'escapes of reserved characters',
    because:
      '`normalize`, Envoy forwards escaped letters, digits and `-._~` decoded; NGINX as sent',
    explains: (pair) => /%|["<>^`{|}]/.test(path(pair)),
  },
  {
    id: 'backslashes',
    because: 'NGINX answers 400 to what it cannot resolve as Envoy does.',
    explains: (pair) => path(pair).includes('\\'),
  },
  {
    id: 'dot segments with a parameter',
    because: 'NGINX answers 400 to what it cannot resolve as Envoy does.',
    explains: (pair) => /\/(?:\.|%2e){1,2}(?:;|%3b)/i.test(path(pair)),
  },
  {
    id: 'dot segments',
    because: 'Paths have to be readable where a listener serves the host; others get 400 or 404.',
    explains: (pair) => /\/(?:\.|%2e){1,2}(?:\/|$)/i.test(path(pair)),
  },
  {
    id: 'empty segments',
    because: 'empty segments, with `normalize` also dot segments, stay in NGINX’s Location.',
    explains: (pair) => path(pair).includes('//'),
  },
  {
    id: 'spelling of prefixes',
    because: 'The prefix is replaced where the request spells it as the manifest does.',
    explains: (pair, difference) =>
      redirects(pair) && (isStatus(difference) || difference.aspect === 'Location'),
  },
  {
    id: 'empty queries',
    because: 'leaves out the `?` of an empty query',
    explains: (pair, { aspect }) =>
      (aspect === 'path' || aspect === 'Location') && pair.request.target.endsWith('?'),
  },
];

function isStatusAspect(aspect: string): boolean {
  return aspect === 'status' || aspect === 'backend' || aspect === 'kind';
}

/** The first that explains a difference; null for a fault. */
export function explanationOf(pair: Pair, difference: Difference): Allowed | null {
  return allowed.find(({ explains }) => explains(pair, difference)) ?? null;
}
