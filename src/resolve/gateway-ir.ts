import type { Report } from '../diagnostics/diagnostic.ts';
import {
  requestListeners,
  type Backend,
  type BackendId,
  type Certificate,
  type GatewayIr,
  type GatewayMetadata,
  type ListenerFilters,
  type Rule,
  type Socket,
  type StreamRule,
  type Tracing,
  type TrustBundle,
} from '../ir/index.ts';
import { originOf } from '../model/index.ts';
import { compareText } from '../util/compare.ts';
import type { AttachedStreams, ListenerHost } from './attached-streams.ts';
import type { BackendResolver } from './backends.ts';
import { allListeners, type ResolvedGateway } from './gateways.ts';
import { resolveListenerFilters } from './listener-filters.ts';
import { isolateListeners } from './listener-isolation.ts';
import type { ResolvedListener } from './listeners.ts';
import { objectKey } from './object-index.ts';
import { buildSockets } from './sockets.ts';
import type { Telemetry } from './telemetry.ts';
import { buildVirtualHosts, makeRouteLists, type HostRoutes } from './virtual-hosts.ts';

/** What is attached to the listeners of one Gateway. */
export interface GatewayRoutes {
  readonly byListener: ReadonlyMap<ResolvedListener, readonly HostRoutes[]>;
  readonly rules: readonly Rule[];
}

/** What all Gateways are put together from. */
export interface GatewayContext {
  readonly backends: BackendResolver;
  readonly attachedStreams: AttachedStreams;
  readonly telemetry: Telemetry;
  readonly report: Report;
}

/** Puts one Gateway together: everything it needs, and nothing that it does not use. */
export function buildGateway(
  resolved: ResolvedGateway,
  routes: GatewayRoutes,
  { backends, attachedStreams, telemetry, report }: GatewayContext,
): GatewayIr {
  const { gateway, clientBundles, clientCertificate } = resolved;
  const listeners = allListeners(resolved).filter(({ served }) => served);
  const owns = isolateListeners(listeners);
  const streams = new Map<ResolvedListener, readonly ListenerHost[]>(
    listeners.map((listener) => [
      listener,
      attachedStreams.hostsOf(listener, (hosts) => owns(listener, hosts), report),
    ]),
  );
  const shows = (id: BackendId): boolean => showsGateway(id, backends);
  const lists = makeRouteLists();
  const isOwn = (listener: ResolvedListener) => (each: HostRoutes) => owns(listener, each.hosts);
  const sockets = buildSockets(listeners, addressesOf(resolved), {
    requests: (listener) =>
      buildVirtualHosts((routes.byListener.get(listener) ?? []).filter(isOwn(listener)), lists),
    streams: (listener) => streams.get(listener) ?? [],
    filters: (listener) => {
      const filters = resolveListenerFilters(listener, backends, report);
      const open = clientCertificate !== 'invalid' || !askedBy(filters).some(shows);
      return open ? filters : 'invalid';
    },
  });
  const attached = [...routes.rules].sort((a, b) => compareText(a.id, b.id));
  const rules =
    clientCertificate === 'invalid' ? attached.map((rule) => withoutTls(rule, backends)) : attached;
  const streamRules = distinctRules([...streams.values()].flat()).map((rule) =>
    clientCertificate === 'invalid' ? streamWithoutTls(rule, backends) : rule,
  );
  const client = typeof clientCertificate === 'string' ? [] : [clientCertificate];
  const wanted = telemetry.tracing.get(objectKey(gateway.id.namespace, gateway.id.name)) ?? null;
  const isTraced = clientCertificate !== 'invalid' || !collectors(wanted).some(shows);
  const tracing = isTraced ? wanted : null;
  const users = { rules, streamRules, own: [...askedOn(sockets), ...collectors(tracing)] };
  const used = backendsOf(users, backends);
  return {
    resource: gateway.id,
    metadata: metadataOf(gateway),
    sockets,
    rules,
    streamRules,
    backends: used,
    certificates: distinctCertificates([
      ...listeners.flatMap(({ certificates }) => certificates),
      ...client,
      ...ownCertificates(used, backends),
    ]),
    clientCertificate: client[0]?.id ?? null,
    tracing,
    trustBundles: sortedBundles([
      ...backendBundles(used, backends),
      ...clientBundles.filter(({ id }) => listeners.some(({ clients }) => clients?.trust === id)),
    ]),
    origin: originOf(gateway),
  };
}

function addressesOf({ addresses }: ResolvedGateway): readonly string[] {
  return addresses.map(({ value }) => value);
}

function metadataOf({ spec }: ResolvedGateway['gateway']): GatewayMetadata {
  return {
    labels: sortedPairs(spec.infrastructure?.labels ?? {}),
    annotations: sortedPairs(spec.infrastructure?.annotations ?? {}),
  };
}

/** The backends that filters of listeners ask. */
function askedOn(sockets: readonly Socket[]): readonly BackendId[] {
  return sockets.flatMap((socket) =>
    requestListeners(socket).flatMap(({ filters }) => askedBy(filters)),
  );
}

function askedBy(filters: ListenerFilters): readonly BackendId[] {
  return filters === 'invalid' ? [] : filters.map(({ auth }) => auth.backend);
}

function collectors(tracing: Tracing | null): readonly BackendId[] {
  return tracing === null ? [] : [tracing.collector];
}

function distinctRules(hosts: readonly ListenerHost[]): readonly StreamRule[] {
  const found = new Map(hosts.map(({ rule }) => [rule.id, rule]));
  return [...found.values()].sort((a, b) => compareText(a.id, b.id));
}

interface BackendUsers {
  readonly rules: readonly Rule[];
  readonly streamRules: readonly StreamRule[];
  /** Backends of the Gateway's own. */
  readonly own: readonly BackendId[];
}

function backendsOf(
  { rules, streamRules, own }: BackendUsers,
  backends: BackendResolver,
): readonly Backend[] {
  const ids = new Set([...own, ...rules.flatMap(backendIds), ...streamRules.flatMap(targetsOf)]);
  return [...ids].sort(compareText).flatMap((id) => backends.get(id) ?? []);
}

function backendBundles(
  backends: readonly Backend[],
  resolver: BackendResolver,
): readonly TrustBundle[] {
  const ids = new Set(
    backends.flatMap(({ tls }) => (tls?.trust.kind === 'bundle' ? [tls.trust.id] : [])),
  );
  return [...ids].flatMap((id) => resolver.bundle(id) ?? []);
}

function ownCertificates(
  backends: readonly Backend[],
  resolver: BackendResolver,
): readonly Certificate[] {
  return backends.flatMap(({ tls }) =>
    tls?.certificate.kind === 'own' ? (resolver.certificate(tls.certificate.id) ?? []) : [],
  );
}

function sortedBundles(all: readonly TrustBundle[]): readonly TrustBundle[] {
  return all.toSorted((a, b) => compareText(a.id, b.id));
}

function distinctCertificates(all: readonly Certificate[]): readonly Certificate[] {
  const found = new Map(all.map((each) => [each.id, each]));
  return [...found.values()].sort((a, b) => compareText(a.id, b.id));
}

/** The rule as it is where the Gateway's certificate cannot be had: nothing is sent to backends that it is for. */
function withoutTls(rule: Rule, backends: BackendResolver): Rule {
  const used = backendIds(rule).some((id) => showsGateway(id, backends));
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

function showsGateway(id: BackendId, backends: BackendResolver): boolean {
  return backends.get(id)?.tls?.certificate.kind === 'of-gateway';
}

/** Without backends, connections are closed. */
function streamWithoutTls(rule: StreamRule, backends: BackendResolver): StreamRule {
  const used = targetsOf(rule).some((id) => showsGateway(id, backends));
  return used ? { ...rule, backends: [] } : rule;
}

function targetsOf({ backends }: StreamRule): readonly BackendId[] {
  return backends.flatMap(({ target }) => (target.kind === 'backend' ? [target.id] : []));
}

function backendIds({ action, filters }: Rule): readonly BackendId[] {
  const found: BackendId[] = [];
  for (const filter of filters) {
    if (filter.kind === 'mirror') found.push(filter.backend);
    if (filter.kind === 'external-auth') found.push(filter.auth.backend);
  }
  if (action.kind === 'forward')
    for (const { target } of action.backends) if (target.kind === 'backend') found.push(target.id);
  return found;
}

function sortedPairs(
  map: Readonly<Record<string, string>>,
): readonly (readonly [string, string])[] {
  return Object.entries(map).sort(([a], [b]) => compareText(a, b));
}
