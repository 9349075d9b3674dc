import { atField, type Diagnostic, type Staged } from '../diagnostics/diagnostic.ts';
import type {
  GatewayIr,
  HttpListener,
  HttpsListener,
  Rule,
  RuleId,
  Socket,
  TlsListener,
  VirtualHost,
} from '../ir/index.ts';
import type { Capability, Support } from './capability.ts';
import { originAt } from '../source/place.ts';
import type { FeatureId, FeatureUse, Visit } from './feature.ts';
import { visitFeatures } from './features.ts';
import type { TargetOptions } from './options.ts';
import type { CheckedGateway, Target } from './target.ts';

/** Features that decide which requests a rule takes; the others decide what happens to them. */
const matchFeatures: ReadonlySet<FeatureId> = new Set([
  'HTTPRoutePathExact',
  'HTTPRoutePathPrefix',
  'HTTPRoutePathRegularExpression',
  'HTTPRouteMethodMatching',
  'HTTPRouteHeaderMatching',
  'HTTPRouteQueryParamMatching',
  'GRPCRouteMethodMatching',
  'GRPCRouteHeaderMatching',
]);

/**
 * Asks a target's capability table about every feature that a Gateway uses; the only place where
 * `approximated` and `unsupported` become findings. A rule that the target cannot serve is replaced: by
 * status 500 when its requests can be told apart, by nothing when they cannot. Connections are closed. A listener
 * that the target cannot serve answers 500. Spans are left out.
 */
export function checkCapabilities(
  gateway: GatewayIr,
  target: Target,
  options: TargetOptions,
): Staged<CheckedGateway> {
  const { ask, verdict } = checkBy(target, gateway, options);
  visitFeatures(gateway, ask);
  return verdict();
}

/** The same for several targets, each in its place. */
export function checkForAll(
  gateway: GatewayIr,
  targets: readonly Target[],
  options: TargetOptions,
): readonly Staged<CheckedGateway>[] {
  const checks = targets.map((target) => checkBy(target, gateway, options));
  // Most of the time goes into finding the uses, not into judging them.
  visitFeatures(gateway, (use) => {
    for (const { ask } of checks) ask(use);
  });
  return checks.map(({ verdict }) => verdict());
}

/** What one target says of the uses that it is asked about. */
interface Check {
  readonly ask: Visit;
  readonly verdict: () => Staged<CheckedGateway>;
}

function checkBy(target: Target, gateway: GatewayIr, options: TargetOptions): Check {
  const diagnostics: Diagnostic[] = [];
  const refused = new Set<RuleId>();
  const unmatchable = new Set<RuleId>();
  const closed = new Set<TlsListener>();
  const refusing = new Set<HttpListener | TlsListener>();
  const lost = { spans: false };
  const streams = new Set(gateway.streamRules.map(({ id }) => id));
  const ask: Visit = (use) => {
    const support = judge(use, target, options);
    if (support.level === 'exact') return;
    const { subject, feature } = use;
    diagnostics.push(finding(use, support, target, streams));
    if (support.level !== 'unsupported') return;
    if (subject.kind === 'gateway') lost.spans = true;
    else if (subject.kind === 'listener') closed.add(subject.listener);
    else if (subject.kind === 'requests') refusing.add(subject.listener);
    else (matchFeatures.has(feature) ? unmatchable : refused).add(subject.rule);
  };
  const verdict = (): Staged<CheckedGateway> => ({
    value: withoutRefused(gateway, { refused, unmatchable, closed, refusing, spans: !lost.spans }),
    diagnostics,
  });
  return { ask, verdict };
}

/** What a target cannot serve. */
interface Refused {
  readonly refused: ReadonlySet<RuleId>;
  readonly unmatchable: ReadonlySet<RuleId>;
  readonly closed: ReadonlySet<TlsListener>;
  readonly refusing: ReadonlySet<HttpListener | TlsListener>;
  readonly spans: boolean;
}

function withoutRefused(
  gateway: GatewayIr,
  { refused, unmatchable, closed, refusing, spans }: Refused,
): CheckedGateway {
  const served = closed.size === 0 ? gateway.sockets : withoutListeners(gateway.sockets, closed);
  const open = refusing.size === 0 ? served : withRefusedFilters(served, refusing);
  const checked = {
    ...gateway,
    rules:
      unmatchable.size + refused.size === 0
        ? gateway.rules
        : gateway.rules
            .filter(({ id }) => !unmatchable.has(id))
            .map((rule) => (refused.has(rule.id) ? refuse(rule) : rule)),
    streamRules: gateway.streamRules.map((rule) =>
      refused.has(rule.id) ? { ...rule, backends: [] } : rule,
    ),
    sockets: unmatchable.size === 0 ? open : withoutRules(open, unmatchable),
    tracing: spans ? gateway.tracing : null,
  };
  return checked as unknown as CheckedGateway;
}

function judge(use: FeatureUse, target: Target, options: TargetOptions): Support {
  // The table's row and the payload belong to one feature; the union has lost that correlation.
  const { judge } = target.capabilities[use.feature] as Capability<FeatureId>;
  return judge(use.payload, options);
}

function finding(
  use: FeatureUse,
  support: Exclude<Support, { level: 'exact' }>,
  target: Target,
  streams: ReadonlySet<RuleId>,
): Diagnostic {
  const { feature } = use;
  const extras = { target: target.name };
  const origin = use.at.length === 0 ? use.origin : originAt(use.origin, ...use.at);
  if (support.level === 'approximated') {
    const { how, differs } = support;
    return atField(
      'target/approximated',
      origin,
      { target: target.name, feature, how, differs },
      extras,
    );
  }
  const instead = insteadOf(use, streams);
  const args = { target: target.name, feature, why: support.why, instead };
  return atField('target/unsupported', origin, args, extras);
}

/** What becomes of those that wanted the feature. */
function insteadOf({ subject, feature }: FeatureUse, streams: ReadonlySet<RuleId>): string {
  if (subject.kind === 'gateway') return 'No spans are made.';
  if (subject.kind === 'listener') return 'The listener is left out: nothing listens for it.';
  if (subject.kind === 'requests') return 'Requests of the listener get status 500.';
  if (streams.has(subject.rule)) return 'Connections of the rule are closed, datagrams dropped.';
  return matchFeatures.has(feature)
    ? 'The rule gets no requests.'
    : 'Requests of the rule get status 500.';
}

function refuse(rule: Rule): Rule {
  const status = rule.protocol === 'grpc' ? 503 : 500;
  const action = { kind: 'respond', status, reason: 'unsupported' } as const;
  return { ...rule, filters: [], action, retry: null, persistence: null };
}

/** Ports without any other listener are closed. */
function withoutListeners(
  sockets: readonly Socket[],
  closed: ReadonlySet<TlsListener>,
): readonly Socket[] {
  return sockets.flatMap((socket): readonly Socket[] => {
    if (socket.kind !== 'tls') return [socket];
    const listeners = socket.listeners.filter((listener) => !closed.has(listener));
    return listeners.length === 0 ? [] : [{ ...socket, listeners }];
  });
}

/** Nothing passes a listener whose filters cannot be run. */
function withRefusedFilters(
  sockets: readonly Socket[],
  refusing: ReadonlySet<TlsListener | HttpListener>,
): readonly Socket[] {
  return mapListeners(sockets, (each) =>
    refusing.has(each) ? { ...each, filters: 'invalid' } : each,
  );
}

function withoutRules(sockets: readonly Socket[], rules: ReadonlySet<RuleId>): readonly Socket[] {
  const keep = (host: VirtualHost): VirtualHost => ({
    ...host,
    routes: host.routes.filter(({ rule }) => !rules.has(rule)),
  });
  return mapListeners(sockets, (each) => ({ ...each, hosts: each.hosts.map(keep) }));
}

function mapListeners(
  sockets: readonly Socket[],
  change: <L extends HttpListener | HttpsListener>(listener: L) => L,
): readonly Socket[] {
  return sockets.map((socket): Socket => {
    switch (socket.kind) {
      case 'http':
        return { ...socket, listeners: socket.listeners.map((each) => change(each)) };
      case 'tls':
        return {
          ...socket,
          listeners: socket.listeners.map((each) => (each.kind === 'https' ? change(each) : each)),
        };
      case 'tcp':
      case 'udp':
        return socket;
    }
  });
}
