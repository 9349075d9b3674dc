import type { Resource, TelemetryPolicySpec } from '../model/index.ts';
import type { PolicyAncestor } from '../resolve/telemetry.ts';
import type { ResourceId } from '../source/place.ts';
import { conditionsOf, type ConditionFindings, type Fine } from './conditions.ts';
import type { PolicyAncestorStatus } from './model.ts';

/** Objects whose status speaks of Gateways. */
export type AncestralKind = 'BackendTLSPolicy' | 'XBackendTrafficPolicy' | 'XBackend';

const accepted: Fine = { type: 'Accepted', status: 'True', reason: 'Accepted' };
const resolvedRefs: Fine = { type: 'ResolvedRefs', status: 'True', reason: 'ResolvedRefs' };

/** An XBackendTrafficPolicy refers to nothing but its targets. */
const fine: Readonly<Record<AncestralKind, readonly Fine[]>> = {
  BackendTLSPolicy: [accepted, resolvedRefs],
  XBackend: [accepted, resolvedRefs],
  XBackendTrafficPolicy: [accepted],
};

/** How many items `status.ancestors` may have (PolicyStatus, BackendStatus). */
const maxAncestors: Readonly<Record<AncestralKind, number>> = {
  BackendTLSPolicy: 16,
  XBackend: 32,
  XBackendTrafficPolicy: 16,
};

/** What is known of a policy or XBackend after its references are resolved. */
export interface PolicyFacts {
  readonly kind: AncestralKind;
  readonly policy: Resource<unknown>;
  /** The Gateways whose requests it concerns. */
  readonly gateways: readonly ResourceId[];
  readonly findings: ConditionFindings;
  readonly controllerName: string;
}

/** `ancestors` of PolicyStatus or BackendStatus: one for each Gateway. */
export function policyAncestors(facts: PolicyFacts): readonly PolicyAncestorStatus[] {
  const { kind, policy, gateways, findings, controllerName } = facts;
  const conditions = conditionsOf(fine[kind], findings.below('spec'), policy.meta.generation);
  return gateways.slice(0, maxAncestors[kind]).map((gateway) => ({
    ancestorRef: {
      group: gateway.group,
      kind: gateway.kind,
      namespace: gateway.namespace,
      name: gateway.name,
    },
    controllerName,
    conditions,
  }));
}

export interface TelemetryFacts {
  readonly policy: Resource<TelemetryPolicySpec>;
  readonly ancestors: readonly PolicyAncestor[];
  readonly findings: ConditionFindings;
  readonly controllerName: string;
}

/** The same of an XTelemetryPolicy, whose ancestors are what it targets: each has conditions of its own. */
export function telemetryAncestors(facts: TelemetryFacts): readonly PolicyAncestorStatus[] {
  const { policy, ancestors, findings, controllerName } = facts;
  const ofAll = findings.below('spec', 'tracing');
  return ancestors.slice(0, maxAncestors.BackendTLSPolicy).map(({ gateway, position }) => {
    const { group, kind, namespace, name } = gateway;
    const own = findings.below('spec', 'targetRefs', position);
    return {
      ancestorRef: { group, kind, namespace, name },
      controllerName,
      conditions: conditionsOf(
        [accepted, resolvedRefs],
        [...own, ...ofAll],
        policy.meta.generation,
      ),
    };
  });
}
