import type {
  Backend,
  BackendId,
  Rule,
  SessionPersistence,
  WeightedBackend,
} from '../../../ir/index.ts';
import { invariant } from '../../../util/invariant.ts';
import { merged } from '../../../util/merged.ts';
import { planForward, type ForwardPlan } from '../filters/index.ts';
import type { RouteAction, WeightedClusterClusterWeight } from '../generated/envoy-api.ts';
import { clusterName, missingCluster, sessionClusterName, type ClusterName } from '../names.ts';
import { plain, type PlainText } from '../quote.ts';
import { sessionMembers } from '../session-cluster.ts';
import type { Arm } from './arm.ts';
import { headerMutations, responseMutations } from './header-mutations.ts';
import { fullPathRewrite, prefixRewrite, type PathRewrite } from './path-change.ts';
import { mirrorPolicies } from './mirrors.ts';
import { perRoute, retryBuffer, sessionFilter } from './per-route.ts';
import { shareBorders } from './shares.ts';
import { timeoutFields } from './timeouts.ts';

/** Backends by id: naming a cluster that does not exist would go unnoticed. */
export type BackendLookup = ReadonlyMap<BackendId, Backend>;

/** A backend that gets requests, with what all filters do to them. */
interface Share {
  readonly weight: number;
  readonly cluster: ClusterName;
  /** Null for an invalid reference. */
  readonly backend: Backend | null;
  readonly plan: ForwardPlan;
}

/** What becomes of requests that a rule forwards. Without a valid backend that is status 500. */
export function forwardArms(
  rule: Rule,
  backends: readonly WeightedBackend[],
  lookup: BackendLookup,
): readonly Arm[] {
  const active = backends.filter(({ weight }) => weight > 0);
  const planOfRule = planForward(rule.filters);
  const all = active.map((each) => shareOf(rule, planOfRule, each, lookup));
  const shares = rule.persistence === null ? all : withSession(rule, all, lookup);
  if (shares.every(({ cluster }) => cluster === missingCluster)) return [refusal(rule, planOfRule)];
  const valid = shares.filter(({ cluster }) => cluster !== missingCluster);
  const paths = new Set(valid.map(({ plan }) => plan.path));
  if (paths.size > 1) return separateArms(rule, shares);
  const own = active.some(({ filters }) => filters.length > 0);
  return [
    shares.length > 1 && own ? distinctArm(rule, shares, valid) : commonArm(rule, shares, valid),
  ];
}

function shareOf(
  rule: Rule,
  planOfRule: ForwardPlan,
  backend: WeightedBackend,
  lookup: BackendLookup,
): Share {
  const { weight, target, filters } = backend;
  const plan = filters.length === 0 ? planOfRule : planForward([...rule.filters, ...filters]);
  if (target.kind === 'unresolved') return { weight, cluster: missingCluster, backend: null, plan };
  const found = lookup.get(target.id);
  invariant(found !== undefined, `no backend ${target.id}`);
  return { weight, cluster: clusterName(target.id), backend: found, plan };
}

/** Backends that share a session cluster become one share of all their weight. */
function withSession(
  rule: Rule,
  shares: readonly Share[],
  lookup: BackendLookup,
): readonly Share[] {
  const members = new Set(sessionMembers(rule, lookup).map(({ backend }) => backend));
  const isMember = ({ backend }: Share) => backend !== null && members.has(backend);
  const [first, ...others] = shares.filter(isMember);
  if (first === undefined || others.length === 0) return shares;
  const weight = others.reduce((sum, share) => sum + share.weight, first.weight);
  const merged: Share = { ...first, weight, cluster: sessionClusterName(rule.id) };
  return [merged, ...shares.filter((share) => !isMember(share))];
}

/** The answer for invalid references; to a gRPC client 503 means UNAVAILABLE (GRPCRouteRule backendRefs). */
function refusal(rule: Rule, plan: ForwardPlan): Arm {
  const status = rule.protocol === 'grpc' ? 503 : 500;
  return {
    border: null,
    ...perRoute(plan, null),
    ...responseMutations(plan.response),
    direct_response: { status },
  };
}

/** One route whose changes hold for every backend. */
function commonArm(rule: Rule, shares: readonly Share[], valid: readonly Share[]): Arm {
  const [first] = valid;
  invariant(first !== undefined, 'no backend to forward to');
  const [only] = shares;
  const clusters =
    shares.length === 1 && only !== undefined
      ? { cluster: only.cluster }
      : { weighted_clusters: { clusters: shares.map((share) => weightOf(rule, share)) } };
  return {
    border: null,
    ...perRoute(first.plan, shares.length === 1 ? sessionsOf(rule, first) : rule.persistence),
    ...retryBuffer(rule.retry),
    ...headerMutations(first.plan),
    route: merged(clusters, hostRewrite(first.plan), routeFields(rule, first.plan, shares)),
  };
}

/**
 * One route whose backends have headers of their own. Envoy would apply a cluster's changes before
 * those of the route, but filters of a backendRef come last; so all of them stand at the cluster.
 */
function distinctArm(rule: Rule, shares: readonly Share[], valid: readonly Share[]): Arm {
  const [first] = valid;
  invariant(first !== undefined, 'no backend to forward to');
  const clusters = shares.map((share) =>
    merged(weightOf(rule, share), headerMutations(share.plan), hostRewrite(share.plan)),
  );
  return {
    border: null,
    ...perRoute(first.plan, rule.persistence),
    ...retryBuffer(rule.retry),
    route: { weighted_clusters: { clusters }, ...routeFields(rule, first.plan, shares) },
  };
}

/**
 * Weighted clusters cannot change the path, so each backend gets a route and a part of the requests. Invalid
 * references, too: CORS holds for routes to a cluster that does not exist, and not for answers of routes.
 */
function separateArms(rule: Rule, shares: readonly Share[]): readonly Arm[] {
  const borders = shareBorders(shares.map(({ weight }) => weight));
  return shares.map((share, index): Arm => ({
    ...commonArm(rule, [share], [share]),
    border: borders[index] ?? null,
  }));
}

/** Sessions are those of the rule, else those of the backend, which begin once it has been chosen (GEP-1619). */
function sessionsOf(rule: Rule, { backend }: Share): SessionPersistence | null {
  return rule.persistence ?? backend?.persistence ?? null;
}

function weightOf(
  rule: Rule,
  share: Share,
): WeightedClusterClusterWeight & {
  readonly host_rewrite_literal?: never;
} {
  const own = rule.persistence === null ? sessionsOf(rule, share) : null;
  return { name: share.cluster, weight: share.weight, ...sessionFilter(own) };
}

type SharedFields = Pick<
  RouteAction,
  | 'timeout'
  | 'idle_timeout'
  | 'retry_policy'
  | 'cluster_not_found_response_code'
  | 'request_mirror_policies'
> &
  PathRewrite;

function routeFields(rule: Rule, plan: ForwardPlan, shares: readonly Share[]): SharedFields {
  const grpc = rule.protocol === 'grpc';
  const quiet = grpc || shares.some(({ backend }) => backend?.protocol === 'websocket');
  const hasInvalid = shares.some(({ cluster }) => cluster === missingCluster);
  return merged(
    pathRewrite(plan),
    timeoutFields(rule, quiet),
    merged(mirrorPolicies(plan.mirrors), hasInvalid ? whereInvalid(grpc) : {}),
  );
}

/** The answer for the share of an invalid reference. */
function whereInvalid(grpc: boolean): Pick<RouteAction, 'cluster_not_found_response_code'> {
  const code = grpc ? 'SERVICE_UNAVAILABLE' : 'INTERNAL_SERVER_ERROR';
  return { cluster_not_found_response_code: code };
}

function hostRewrite(plan: ForwardPlan): { readonly host_rewrite_literal?: PlainText } {
  const host = plan.hostname ?? plan.modifiedHost;
  return host === null ? {} : { host_rewrite_literal: plain(host) };
}

function pathRewrite({ path }: ForwardPlan): PathRewrite {
  if (path === null) return {};
  return path.kind === 'full' ? fullPathRewrite(path.value) : prefixRewrite(path);
}
