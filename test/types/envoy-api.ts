// Checked by tsc, never run: each mistake must stay one, or its @ts-expect-error is an error.
import type {
  Any,
  Cluster,
  DataSource,
  HeaderValue,
  RegexMatchAndSubstitute,
  RegexMatcher,
  Route,
  RouteAction,
  RouteMatch,
  TransportSocket,
  VirtualHost,
} from '../../src/emit/envoy/generated/envoy-api.ts';
import { plain, re2Literal } from '../../src/emit/envoy/quote.ts';

const match = { prefix: plain('/') } as const;
const route = { cluster: 'a' } as const;

export const right: readonly [
  RouteMatch,
  RouteAction,
  Route,
  Cluster,
  VirtualHost,
  TransportSocket,
] = [
  { path: plain('/a') },
  { cluster: 'a', timeout: '1.5s' },
  { match, route },
  { name: 'a', type: 'STATIC' },
  { name: 'a', domains: [plain('*')] },
  {
    name: 'raw',
    typed_config: {
      '@type': 'type.googleapis.com/envoy.extensions.transport_sockets.raw_buffer.v3.RawBuffer',
    },
  },
];

// @ts-expect-error -- a misspelt field
export const misspelt: VirtualHost = { name: 'a', domains: [plain('*')], route: [] };

// @ts-expect-error -- two members of a oneof
export const twoMembers: RouteMatch = { prefix: plain('/'), path: plain('/a') };

// @ts-expect-error -- no member of a required oneof
export const noMember: RouteMatch = { case_sensitive: true };

// @ts-expect-error -- a duration without a unit
export const badDuration: RouteAction = { cluster: 'a', timeout: '5' };

// @ts-expect-error -- a route that redirects too
export const twoActions: Route = { match, route, redirect: {} };

// @ts-expect-error -- an unknown enum value
export const badEnum: Cluster = { name: 'a', type: 'FIXED' };

// @ts-expect-error -- an unknown message in an Any
export const unknownType: Any = { '@type': 'type.googleapis.com/x.Y' };

// @ts-expect-error -- a missing list that must not be empty
export const missing: VirtualHost = { name: 'a' };

// @ts-expect-error -- a deprecated field
export const deprecated: RouteAction = { cluster: 'a', cors: {} };

// @ts-expect-error -- undefined for a field that is absent
export const absent: VirtualHost = { name: 'a', domains: [plain('*')], routes: undefined };

export const misspeltInAny: Any = {
  '@type': 'type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy',
  stat_prefix: 'a',
  cluster: 'a',
  // @ts-expect-error -- a misspelt field of the message in an Any
  idle_time_out: '5s',
};

// @ts-expect-error -- text that nobody has escaped for the formatter
export const unescapedValue: HeaderValue = { key: plain('x-a'), value: '%REQ(authorization)%' };

// @ts-expect-error -- an expression that nobody has parsed
export const unparsedPattern: RouteMatch = { safe_regex: { regex: '/a.*' } };

// @ts-expect-error -- a path where an expression belongs
export const unquotedPattern: RegexMatcher = { regex: plain('/a.b') };

// @ts-expect-error -- a host that nobody has made readable
export const unquotedHost: VirtualHost = { name: 'a', domains: ['evil.test'] };

// @ts-expect-error -- a path of a manifest as it is
export const unencodedPath: RouteAction = { cluster: 'a', prefix_rewrite: plain('/n?z') };

// @ts-expect-error -- a file that a manifest names
export const foreignFile: DataSource = { filename: plain('../../etc/passwd') };

// @ts-expect-error -- an expression where a substitution belongs
export const wrongSubstitution: RegexMatchAndSubstitute['substitution'] = re2Literal('a');
