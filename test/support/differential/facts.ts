import { noBackendForConnections } from '../../../src/trace/connection.ts';
import { nobodyToAsk } from '../../../src/trace/authorization.ts';
import { oddPath } from '../../../src/trace/forward.ts';
import { isStray, nameOf } from './backend-name.ts';
import type { Pair } from './difference.ts';
import type { Compared } from './run.ts';

/** Headers of responses that ResponseHeaderModifier changes in random configurations, as aspects. */
export const changedHeaders = ['x-res', 'x-more', 'x-secret'].map(
  (name) => `response header ${name}`,
);

/** Whether a request has several lines of a header that a rule looks at. */
export function repeatsWhatIsMatched({ request, nginx, envoy }: Pair): boolean {
  const names = request.headers.map(([name]) => name.toLowerCase());
  const repeated = new Set(names.filter((name, index) => names.indexOf(name) < index));
  return [nginx, envoy].some(({ expected }) =>
    expected.candidates.some(({ asks }) =>
      [...asks.matchAll(/, header (\S+) [=~] /g)].some(([, name = '']) => repeated.has(name)),
    ),
  );
}

/** Whether an expression for paths fits a request for one proxy alone. */
export function expressionsDiffer({ nginx, envoy }: Pair): boolean {
  const fitting = ({ expected }: Compared) =>
    expected.candidates
      .filter(({ asks }) => asks.startsWith('RegularExpression '))
      .map(({ rule, match, verdict }) =>
        [
          rule.route.namespace,
          rule.route.name,
          rule.index,
          match,
          verdict.kind === 'differs',
        ].join(),
      );
  return fitting(nginx).join() !== fitting(envoy).join();
}

/** How many shares of a rule the answer may come from; several backendRefs may name one backend. */
export function sharesBehind({ expected: { outcome }, got }: Compared): number {
  if (outcome.kind !== 'forward' || got.kind !== 'response') return 0;
  return outcome.shares.filter(({ backend, status }) =>
    got.backend === null ? status !== null || isStray(backend) : nameOf(backend) === got.backend,
  ).length;
}

export function hasShares({ expected: { outcome } }: Compared): boolean {
  return (outcome.kind === 'forward' || outcome.kind === 'connection') && outcome.shares.length > 1;
}

export function hasCors({ expected: { outcome } }: Compared): boolean {
  return 'filters' in outcome && outcome.filters.some(({ type }) => type === 'CORS');
}

export function isUnsupported({ expected: { outcome } }: Compared): boolean {
  return (
    outcome.kind === 'response' &&
    (outcome.why === 'the target cannot serve the rule' ||
      outcome.why === 'the filters of the listener cannot be run')
  );
}

/** Whether a target closes connections that a rule takes, as no backend of it can have them. */
export function hasNoBackend({ expected: { outcome } }: Compared): boolean {
  return outcome.kind === 'closed' && outcome.why === noBackendForConnections;
}

/** Whether a target refuses a request because it cannot replace the prefix of its path. */
export function cannotReplace(compared: Compared): boolean {
  const { outcome } = compared.expected;
  const shares = outcome.kind === 'forward' ? outcome.shares : [];
  return (
    ownStatus(compared) === oddPath.status &&
    [outcome, ...shares].some((each) => 'why' in each && each.why === oddPath.why)
  );
}

/** Whether a target finds no segment in the path. */
export function hasNoSegment({ expected: { outcome } }: Compared): boolean {
  return (
    outcome.kind === 'response' &&
    outcome.why === 'the path is refused: it holds nothing but slashes'
  );
}

/** The status of the authorization server that refuses a request; null where none does. */
export function denialOf({ expected: { outcome } }: Compared): number | null {
  const why = outcome.kind === 'response' ? outcome.why : '';
  const [, status] = /^the authorization server answers (\d+)$/.exec(why) ?? [];
  return status === undefined ? null : Number(status);
}

/** Whether an authorization server refuses a request, or none is ready to be asked. */
export function isRefused(compared: Compared): boolean {
  const { outcome } = compared.expected;
  return denialOf(compared) !== null || ('why' in outcome && outcome.why === nobodyToAsk);
}

/** A header of a refusal that is told only for some backends of its rule. */
export function dependsOnBackend({ expected: { outcome } }: Compared, header: string): boolean {
  return (
    outcome.kind === 'response' &&
    outcome.filters.some(({ type }) => type === 'ResponseHeaderModifier') &&
    outcome.response.every(({ name }) => name.toLowerCase() !== header)
  );
}

/** Whether a listener of the request's configuration has several certificates, so that NGINX may leave it out. */
export function mayLackListener({ configuration }: Pair): boolean {
  const lists = JSON.stringify(configuration.objects).matchAll(/"certificateRefs":(\[[^\]]*\])/g);
  return [...lists].some(([, refs = '[]']) => (JSON.parse(refs) as readonly unknown[]).length > 1);
}

/** Both proxies have the same manifests, but for the numbers of the ports. */
export function listenerOf({ expected: { listener } }: Compared): string | null {
  return listener === null ? null : `${listener.name} on line ${String(listener.place.line)}`;
}

export function isMisdirected({ expected: { outcome } }: Compared): boolean {
  return outcome.kind === 'response' && outcome.status === 421;
}

/** Whether the backend may be one that does not pass its verification. */
export function isLost({ expected: { outcome } }: Compared): boolean {
  return outcome.kind === 'forward' && outcome.shares.some(({ backend }) => isStray(backend));
}

/** The status of an answer that no backend has made; null for any other. */
export function ownStatus({ got }: Compared): number | null {
  return got.kind === 'response' && got.backend === null ? got.status : null;
}

export function isPreflight({ request: { method, headers } }: Pair): boolean {
  return (
    method === 'OPTIONS' &&
    headers.some(([name]) => name.toLowerCase() === 'access-control-request-method')
  );
}

export function redirects({ nginx, envoy }: Pair): boolean {
  return [nginx, envoy].every(({ expected }) => expected.outcome.kind === 'redirect');
}

export function isCall({ request }: Pair): boolean {
  return request.headers.some(
    ([name, value]) => /^content-type$/i.test(name) && /^application\/grpc(?:[;+]|$)/i.test(value),
  );
}
