import type { Backend, BackendId, Rule } from '../../ir/index.ts';
import { splitWeights } from '../../target/weights.ts';
import { retryLimits } from './circuit-breakers.ts';
import { clusterOf, endpointsOf, transportOf, type ClusterPlace } from './clusters.ts';
import type { Cluster } from './generated/envoy-api.ts';
import { sessionClusterName } from './names.ts';

/**
 * The endpoints of all backends of a rule with session persistence: Envoy draws a cluster before it looks at
 * the session, so a session that has to keep its backend needs one cluster. Nothing for rules with one
 * backend, whose own cluster serves.
 */
export function sessionCluster(
  rule: Rule,
  lookup: ReadonlyMap<BackendId, Backend>,
  place: ClusterPlace,
): readonly Cluster[] {
  const members = sessionMembers(rule, lookup);
  const [first] = members;
  if (first === undefined || members.length === 1) return [];
  const weights = splitWeights(
    members.map(({ weight, backend }) => ({ weight, parts: endpointCount(backend) })),
  );
  return [
    clusterOf(sessionClusterName(rule.id), {
      protocol: first.backend.protocol,
      transport: transportOf(first.backend, place),
      byName: members.some(({ backend }) => backend.address.kind === 'dns'),
      endpoints: members.flatMap(({ backend }, index) =>
        endpointsOf(backend, weights?.[index] ?? 1),
      ),
      // All of them have the same (judge/sessions.ts).
      retries: retryLimits(first.backend.retryBudget, place),
    }),
  ];
}

export interface SessionMember {
  readonly weight: number;
  readonly backend: Backend;
}

/** Backends with endpoints that get requests of a rule with session persistence. */
export function sessionMembers(
  { persistence, action }: Rule,
  lookup: ReadonlyMap<BackendId, Backend>,
): readonly SessionMember[] {
  if (persistence === null || action.kind !== 'forward') return [];
  return action.backends.flatMap(({ weight, target }) => {
    const backend = target.kind === 'backend' ? lookup.get(target.id) : undefined;
    return backend === undefined || weight === 0 || endpointCount(backend) === 0
      ? []
      : [{ weight, backend }];
  });
}

function endpointCount({ address }: Backend): number {
  return address.kind === 'dns' ? 1 : address.endpoints.length;
}
