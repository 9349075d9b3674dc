import type { Backend, BackendId, Certificate, GatewayIr, Rule, TrustBundle } from '../ir/index.ts';
import { originOf } from '../model/index.ts';
import { compareText } from '../util/compare.ts';
import type { BackendTlsPolicies } from './backend-tls.ts';
import type { BackendResolver } from './backends.ts';
import type { ResolvedGateway } from './gateways.ts';
import { covers, compareSpecificity } from './hostnames.ts';
import type { ResolvedListener } from './listeners.ts';
import { buildSockets } from './sockets.ts';
import { buildVirtualHosts, type HostRoute } from './virtual-hosts.ts';

/** What is attached to the listeners of one Gateway. */
export interface GatewayRoutes {
  readonly byListener: ReadonlyMap<ResolvedListener, readonly HostRoute[]>;
  readonly rules: readonly Rule[];
}

/** Puts one Gateway together: everything it needs, and nothing that it does not use. */
export function buildGateway(
  { gateway, addresses, listeners: all, clientCertificate }: ResolvedGateway,
  routes: GatewayRoutes,
  {
    backends,
    policies,
  }: { readonly backends: BackendResolver; readonly policies: BackendTlsPolicies },
): GatewayIr {
  const listeners = all.filter(({ served }) => served);
  const sockets = buildSockets(listeners, addresses, (listener) => {
    const hosts = routes.byListener.get(listener) ?? [];
    return buildVirtualHosts(hosts.filter((each) => owns(listener, each, listeners)));
  });
  const attached = [...routes.rules].sort((a, b) => compareText(a.id, b.id));
  const rules =
    clientCertificate === 'invalid' ? attached.map((rule) => withoutTls(rule, backends)) : attached;
  const client = typeof clientCertificate === 'string' ? [] : [clientCertificate];
  const used = backendsOf(rules, backends);
  return {
    resource: gateway.id,
    metadata: {
      labels: sortedPairs(gateway.spec.infrastructure?.labels ?? {}),
      annotations: sortedPairs(gateway.spec.infrastructure?.annotations ?? {}),
    },
    sockets,
    rules,
    backends: used,
    certificates: distinctCertificates([
      ...listeners.flatMap(({ certificates }) => certificates),
      ...client,
    ]),
    clientCertificate: client[0]?.id ?? null,
    trustBundles: bundlesOf(used, policies),
    origin: originOf(gateway),
  };
}

/** Listener isolation: a host belongs to the most specific listener of the port that covers it. */
function owns(
  listener: ResolvedListener,
  { hosts }: HostRoute,
  listeners: readonly ResolvedListener[],
): boolean {
  return !listeners.some(
    (other) =>
      other !== listener &&
      other.spec.port === listener.spec.port &&
      covers(other.hostname, hosts) &&
      compareSpecificity(other.hostname, listener.hostname) < 0,
  );
}

function backendsOf(rules: readonly Rule[], backends: BackendResolver): readonly Backend[] {
  const ids = new Set(rules.flatMap((rule) => [...backendIds(rule)]));
  return [...ids].sort(compareText).flatMap((id) => backends.get(id) ?? []);
}

function bundlesOf(
  backends: readonly Backend[],
  { bundles }: BackendTlsPolicies,
): readonly TrustBundle[] {
  const ids = new Set(
    backends.flatMap(({ tls }) => (tls?.trust.kind === 'bundle' ? [tls.trust.id] : [])),
  );
  return [...ids].sort(compareText).flatMap((id) => bundles.get(id) ?? []);
}

function distinctCertificates(all: readonly Certificate[]): readonly Certificate[] {
  const found = new Map(all.map((each) => [each.id, each]));
  return [...found.values()].sort((a, b) => compareText(a.id, b.id));
}

/** The rule as it is where no client certificate can be shown: nothing is sent to backends with TLS. */
function withoutTls(rule: Rule, backends: BackendResolver): Rule {
  const used = [...backendIds(rule)].some((id) => (backends.get(id)?.tls ?? null) !== null);
  if (!used) return rule;
  const status = rule.protocol === 'grpc' ? 503 : 500;
  return {
    ...rule,
    filters: [],
    retry: null,
    persistence: null,
    action: { kind: 'respond', status, reason: 'invalid-rule' },
  };
}

function* backendIds({ action, filters }: Rule): Generator<BackendId> {
  for (const filter of filters) {
    if (filter.kind === 'mirror') yield filter.backend;
    if (filter.kind === 'external-auth') yield filter.auth.backend;
  }
  if (action.kind !== 'forward') return;
  for (const { target } of action.backends) if (target.kind === 'backend') yield target.id;
}

function sortedPairs(
  map: Readonly<Record<string, string>>,
): readonly (readonly [string, string])[] {
  return Object.entries(map).sort(([a], [b]) => compareText(a, b));
}
