import { listedFeatures, summaryOf, type DifferenceRef } from '../../../src/support-differences.ts';
import { nobodyToAsk } from '../../../src/trace/authorization.ts';
import { isStray } from './backend-name.ts';
import { boundToSni, notAdmitted } from './observe.ts';
import type { Compared } from './run.ts';
import type { Difference, Pair } from './difference.ts';

/** A way in which NGINX and Envoy may differ, and which requests it is about. */
export interface Allowed {
  readonly id: string;
  /** The numbered differences of SUPPORT.md that such answers come from. */
  readonly because: readonly DifferenceRef[];
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
  outcome.kind === 'response' &&
  (outcome.why === 'the target cannot serve the rule' ||
    outcome.why === 'the filters of the listener cannot be run');
/** The status of the authorization server that refuses a request; null where none does. */
const denialOf = ({ expected: { outcome } }: Compared): number | null => {
  const why = outcome.kind === 'response' ? outcome.why : '';
  const [, status] = /^the authorization server answers (\d+)$/.exec(why) ?? [];
  return status === undefined ? null : Number(status);
};
/** Whether an authorization server refuses a request, or none is ready to be asked. */
const isUnauthorized = (each: Compared): boolean =>
  denialOf(each) !== null ||
  ('why' in each.expected.outcome && each.expected.outcome.why === nobodyToAsk);
/** A header of a refusal that is told only for some backends of its rule. */
const dependsOnBackend = ({ expected: { outcome } }: Compared, header: string): boolean =>
  outcome.kind === 'response' &&
  outcome.filters.some(({ type }) => type === 'ResponseHeaderModifier') &&
  outcome.response.every(({ name }) => name.toLowerCase() !== header);
/** Both proxies have the same manifests, but for the numbers of the ports. */
const listenerOf = ({ expected: { listener } }: Compared): string | null =>
  listener === null ? null : `${listener.name} on line ${String(listener.place.line)}`;
const isMisdirected = ({ expected: { outcome } }: Compared): boolean =>
  outcome.kind === 'response' && outcome.status === 421;
const isLost = ({ expected: { outcome } }: Compared): boolean =>
  outcome.kind === 'forward' && outcome.shares.every(({ backend }) => isStray(backend));
const isPreflight = ({ request: { method, headers } }: Pair): boolean =>
  method === 'OPTIONS' &&
  headers.some(([name]) => name.toLowerCase() === 'access-control-request-method');
const redirects = ({ nginx, envoy }: Pair): boolean =>
  [nginx, envoy].some(({ expected }) => expected.outcome.kind === 'redirect');
const isCall = ({ request }: Pair): boolean =>
  request.headers.some(
    ([name, value]) => /^content-type$/i.test(name) && /^application\/grpc/.test(value),
  );

/** Features that one target serves and the other refuses. */
const unsupported: readonly DifferenceRef[] = listedFeatures.flatMap((feature) =>
  (['nginx', 'envoy'] as const)
    .filter((target) => summaryOf(target, feature).level === 'unsupported')
    .map((target) => `${target} ${feature}` as const),
);

/** Everything that two answers may differ in. What none of these explains is a fault. */
export const allowed: readonly Allowed[] = [
  {
    id: 'weights',
    because: ['BackendChoice'],
    // Several backendRefs with filters of their own may name one backend.
    explains: ({ nginx, envoy }) => hasShares(nginx) && hasShares(envoy),
  },
  {
    id: 'unsupported rules',
    because: unsupported,
    explains: ({ nginx, envoy }) => isUnsupported(nginx) !== isUnsupported(envoy),
  },
  {
    id: 'listeners that are left out',
    because: ['nginx ListenerCertificates'],
    // Their names are nobody's then, or those of a less specific listener.
    explains: ({ nginx, envoy }) =>
      listenerOf(nginx) !== listenerOf(envoy) ||
      (isMisdirected(envoy) && !isMisdirected(nginx)) ||
      (nginx.expected.outcome.kind === 'closed' && envoy.expected.outcome.kind !== 'closed'),
  },
  {
    id: 'whom the authorization server lets in',
    because: ['nginx HTTPRouteExternalAuthHTTP'],
    // Another 2xx than 200.
    explains: ({ nginx, envoy }) => (denialOf(envoy) ?? 300) < 300 && denialOf(nginx) === null,
  },
  {
    id: 'answers of the authorization server',
    because: ['nginx HTTPRouteExternalAuthHTTP'],
    explains: ({ nginx, envoy }, { aspect }) => {
      const status = denialOf(envoy);
      if (status === null || denialOf(nginx) !== status) return false;
      const isPassedOn = status === 401 || status === 403;
      return (
        aspect === 'response header x-why' ||
        (!isPassedOn && (aspect === 'status' || aspect === 'Location'))
      );
    },
  },
  {
    id: 'changes of refusals',
    because: ['BackendChoice'],
    // Those of the backend that would have got the request.
    explains: ({ nginx, envoy }, { aspect }) =>
      denialOf(nginx) !== null &&
      denialOf(envoy) !== null &&
      ['x-res', 'x-more', 'x-secret'].some(
        (header) => aspect === `response header ${header}` && dependsOnBackend(nginx, header),
      ),
  },
  {
    id: 'refusals of listeners',
    because: ['ListenerRefusals'],
    explains: ({ nginx, envoy }, { aspect, nginx: ours }) =>
      [nginx, envoy].every(
        (each) => isUnauthorized(each) && each.expected.candidates.length === 0,
      ) &&
      ours === null &&
      ['x-res', 'x-more', 'x-secret'].some((header) => aspect === `response header ${header}`),
  },
  {
    id: 'names that are not those of SNI',
    because: [
      'nginx GatewayFrontendClientCertificateValidation',
      'nginx GatewayFrontendClientCertificateValidationInsecureFallback',
    ],
    // Nothing of the rule's answer is left.
    explains: ({ nginx: { expected } }) =>
      expected.outcome.kind === 'response' && expected.outcome.why.startsWith(boundToSni),
  },
  {
    id: 'clients that are not let in',
    because: ['nginx GatewayFrontendClientCertificateValidation'],
    // NGINX refuses some requests whoever sends them.
    explains: ({ nginx, envoy }, { aspect }) =>
      aspect === 'kind' &&
      nginx.expected.outcome.kind === 'response' &&
      envoy.expected.outcome === notAdmitted,
  },
  {
    id: 'backends that are not who they should be',
    because: ['ConnectionFailure'],
    explains: ({ nginx, envoy }, { aspect, nginx: ours, envoy: theirs }) =>
      aspect === 'status' && ours === '502' && theirs === '503' && isLost(nginx) && isLost(envoy),
  },
  {
    id: 'final dot of SNI',
    because: ['ServerNameDot'],
    explains: ({ request }, { aspect }) => aspect === 'kind' && (request.sni ?? '').endsWith('.'),
  },
  {
    id: 'nothing but slashes',
    because: ['SlashesOnly'],
    explains: (pair, difference) => isStatus(difference) && /^\/{2,}$/.test(path(pair)),
  },
  {
    id: 'refused methods',
    because: ['Trace'],
    explains: (pair, difference) => isStatus(difference) && pair.request.method === 'TRACE',
  },
  {
    id: 'gRPC statuses',
    because: ['CallStatus'],
    explains: (pair, { aspect }) =>
      isCall(pair) && (aspect === 'status' || aspect === 'response header grpc-status'),
  },
  {
    id: 'preflights',
    because: ['CorsPreflight'],
    explains: (pair, { aspect, nginx, envoy }) =>
      aspect === 'status' && nginx === '204' && envoy === '200' && hasCors(pair.nginx),
  },
  {
    id: 'CORS on answers',
    because: ['CorsOnAnswers', 'envoy HTTPRouteCORS'],
    explains: (pair, { aspect }) =>
      (hasCors(pair.nginx) || hasCors(pair.envoy)) &&
      pair.nginx.got.kind === 'response' &&
      pair.nginx.got.backend === null &&
      (isStatusAspect(aspect) ||
        // Envoy answers as the rule does, NGINX the preflight.
        (isPreflight(pair) && (aspect.startsWith('response header') || aspect === 'Location')) ||
        aspect.includes('access-control') ||
        aspect === 'response header vary'),
  },
  {
    id: 'Vary',
    because: ['CorsVary'],
    explains: (pair, { aspect }) => aspect === 'response header vary' && hasCors(pair.nginx),
  },
  {
    id: 'port of redirects',
    because: ['RedirectPort'],
    explains: (pair, { aspect }) =>
      aspect === 'Location' && redirects(pair) && /:\d*$/.test(pair.asked?.host ?? ''),
  },
  {
    id: 'host of redirects',
    because: ['RedirectHost'],
    explains: (pair, { aspect }) =>
      aspect === 'Location' && redirects(pair) && /[A-Z]/.test(pair.asked?.host ?? ''),
  },
  {
    id: 'final dot',
    because: ['HostDot'],
    // The authorization server is told the same Host.
    explains: (pair, { aspect }) =>
      (aspect === 'Host' || aspect === 'header x-saw') &&
      /\.(?::\d*)?$/.test(pair.asked?.host ?? ''),
  },
  {
    id: 'repeated headers',
    because: ['RepeatedHeaders'],
    explains: (pair) => repeated(pair),
  },
  {
    id: 'expressions see decoded paths',
    because: ['nginx HTTPRoutePathRegularExpression'],
    explains: (pair) => triesExpressions(pair) && /%|["<>^`{|}]/.test(path(pair)),
  },
  {
    id: 'escapes of reserved characters',
    because: ['UnreservedEscapes', 'ForwardedEscapes', 'PathOfOtherHost'],
    explains: (pair) => /%|["<>^`{|}]/.test(path(pair)),
  },
  {
    id: 'backslashes',
    because: ['PathResolution', 'PathOfOtherHost'],
    explains: (pair) => path(pair).includes('\\'),
  },
  {
    id: 'dot segments with a parameter',
    because: ['PathResolution'],
    explains: (pair) => /\/(?:\.|%2e){1,2}(?:;|%3b)/i.test(path(pair)),
  },
  {
    id: 'dot segments',
    because: ['PathResolution', 'PathOfOtherHost', 'RedirectPath'],
    explains: (pair) => /\/(?:\.|%2e){1,2}(?:\/|$)/i.test(path(pair)),
  },
  {
    id: 'empty segments',
    because: ['RedirectPath', 'SlashesOnly'],
    explains: (pair) => path(pair).includes('//'),
  },
  {
    id: 'spelling of prefixes',
    because: ['nginx HTTPRouteRedirect'],
    explains: (pair, difference) =>
      redirects(pair) && (isStatus(difference) || difference.aspect === 'Location'),
  },
  {
    id: 'empty queries',
    because: ['EmptyQuery'],
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
