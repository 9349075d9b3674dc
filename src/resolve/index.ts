import { atField, type Diagnostic, type Report, type Staged } from '../diagnostics/diagnostic.ts';
import { compareSeniority, type Ir, type Seniority } from '../ir/index.ts';
import {
  originOf,
  type BackendTlsPolicySpec,
  type Resource,
  type ResourceSet,
  type RouteSpec,
} from '../model/index.ts';
import { describeResource, type ResourceId } from '../source/place.ts';
import { makeAttachedRoutes } from './attached-routes.ts';
import { attachRoute, type Attachment, type AttachmentContext, type Parent } from './attachment.ts';
import { resolveBackendTls } from './backend-tls.ts';
import { makeBackendResolver, type BackendResolver } from './backends.ts';
import type { RequestKind } from './request-kind.ts';
import { buildGateway } from './gateway-ir.ts';
import { resolveGateways, type ResolvedGateway } from './gateways.ts';
import { indexObjects, objectKey } from './object-index.ts';
import { makePolicyAncestors } from './policy-ancestors.ts';
import { makeProtocolClaims, type ProtocolClaims } from './protocol-claims.ts';
import type { ResolveOptions } from './resolve-options.ts';
import { resolveGrpcRules } from './rules/grpc.ts';
import { resolveHttpRules, type ResolvedRule } from './rules/http.ts';

export type { ResolveOptions } from './resolve-options.ts';

/** The IR, and how many routes found their way into it. */
export interface Resolution {
  readonly ir: Ir;
  readonly attachedRoutes: number;
  readonly gateways: readonly ResolvedGateway[];
  /** Numbers of routes by listener name, by the Gateway's `namespace/name`. */
  readonly attached: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** Positions of the parentRefs that name compiled Gateways; routes without any are left out. */
  readonly parentRefs: ReadonlyMap<Resource<RouteSpec>, readonly number[]>;
  /** The Gateways whose routes send requests to what a policy targets. */
  readonly policyAncestors: ReadonlyMap<Resource<BackendTlsPolicySpec>, readonly ResourceId[]>;
}

/**
 * Follows every reference and settles every precedence. Total: what is wrong is reported and costs
 * only itself. Each step is a function of earlier results; nothing is edited later.
 */
export function resolve(resources: ResourceSet, options: ResolveOptions): Staged<Resolution> {
  const diagnostics: Diagnostic[] = [];
  const report = (diagnostic: Diagnostic): void => void diagnostics.push(diagnostic);

  const index = indexObjects(resources);
  const gateways = resolveGateways(resources, index, options, report);
  const parents = new Map(
    gateways.map(({ gateway, listeners }): [string, Parent] => [
      objectKey(gateway.id.namespace, gateway.id.name),
      { resource: gateway.id, listeners },
    ]),
  );
  const policies = resolveBackendTls(resources.backendTlsPolicies, index, report);
  const backends = makeBackendResolver(index, policies, options, report);
  const context: AttachmentContext = { index, parents, report };
  const attached = makeAttachedRoutes();
  const claims = makeProtocolClaims();
  const ancestors = makePolicyAncestors(policies);
  const parentRefs = new Map<Resource<RouteSpec>, readonly number[]>();
  for (const { route, requests, rules } of bySeniority(resources)) {
    const found = attachRoute(route, context);
    // A route of other Gateways only is none of this run's business.
    if (found.length === 0) continue;
    parentRefs.set(
      route,
      found.map(({ position }) => position),
    );
    const attachments = found.map((each) => withClaims(each, { route, requests, claims, report }));
    attached.add(route, rules(backends, report), attachments);
    ancestors.add(route, attachments);
  }
  for (const other of resources.otherKinds)
    report(atField('resolve/kind-not-supported', originOf(other, 'kind'), { kind: other.id.kind }));
  const ir: Ir = {
    gateways: gateways.map((gateway) => {
      const key = objectKey(gateway.gateway.id.namespace, gateway.gateway.id.name);
      return buildGateway(gateway, attached.of(key), { backends, policies });
    }),
  };
  const value = {
    ir,
    attachedRoutes: attached.count(),
    gateways,
    attached: attached.byGateway(),
    parentRefs,
    policyAncestors: ancestors.all(),
  };
  return { value, diagnostics };
}

interface AnyRoute {
  readonly route: Resource<RouteSpec>;
  readonly requests: RequestKind;
  readonly rules: (backends: BackendResolver, report: Report) => readonly ResolvedRule[];
}

/** Routes of all kinds, the older ones first: they keep what two of them want. */
function bySeniority({ httpRoutes, grpcRoutes }: ResourceSet): readonly AnyRoute[] {
  const routes: readonly AnyRoute[] = [
    ...httpRoutes.map((route): AnyRoute => ({
      route,
      requests: 'http',
      rules: (backends, report) => resolveHttpRules(route, backends, report),
    })),
    ...grpcRoutes.map((route): AnyRoute => ({
      route,
      requests: 'grpc',
      rules: (backends, report) => resolveGrpcRules(route, backends, report),
    })),
  ];
  return routes.toSorted((a, b) => compareSeniority(seniorityOf(a), seniorityOf(b)));
}

function seniorityOf({ route }: AnyRoute): Seniority {
  return {
    created: route.meta.creationTimestamp,
    route: route.id,
    ruleIndex: 0,
    matchIndex: 0,
  };
}

interface Claimant {
  readonly route: Resource<RouteSpec>;
  readonly requests: RequestKind;
  readonly claims: ProtocolClaims;
  readonly report: Report;
}

/** The attachment without the listeners where an older route of the other kind has the hostnames. */
function withClaims(
  attachment: Attachment,
  { route, requests, claims, report }: Claimant,
): Attachment {
  const listeners = new Set(attachment.hosts.map(({ listener }) => listener));
  const refused = new Set(
    [...listeners].filter((listener) => {
      const own = attachment.hosts.filter((each) => each.listener === listener);
      return !claims.claim(
        listener,
        requests,
        own.map(({ hosts }) => hosts),
      );
    }),
  );
  if (refused.size === 0) return attachment;
  const args = {
    parent: describeResource(attachment.parent.resource),
    other: requests === 'http' ? 'GRPCRoute' : 'HTTPRoute',
  };
  const origin = originOf(route, 'spec', 'parentRefs', attachment.position);
  report(atField('resolve/hostname-conflict', origin, args));
  return {
    ...attachment,
    hosts: attachment.hosts.filter(({ listener }) => !refused.has(listener)),
  };
}
