import type {
  BackendReference,
  BackendTlsPolicySpec,
  Resource,
  RouteSpec,
} from '../model/index.ts';
import type { ResourceId } from '../source/place.ts';
import type { Attachment } from './attachment.ts';
import type { BackendTlsPolicies } from './backend-tls.ts';
import { objectKey } from './object-index.ts';

/** Finds the Gateways that a policy's status speaks of (PolicyAncestorStatus), whether it is in force or not. */
export interface PolicyAncestors {
  readonly add: (route: Resource<RouteSpec>, attachments: readonly Attachment[]) => void;
  /** Gateways by policy, each once, in the order in which they were found. */
  readonly all: () => ReadonlyMap<Resource<BackendTlsPolicySpec>, readonly ResourceId[]>;
}

export function makePolicyAncestors({ byService }: BackendTlsPolicies): PolicyAncestors {
  const found = new Map<Resource<BackendTlsPolicySpec>, Map<string, ResourceId>>();
  return {
    add: (route, attachments) => {
      if (byService.size === 0) return;
      const policies = servicesOf(route).flatMap((service) => byService.get(service) ?? []);
      for (const policy of policies) {
        const gateways = found.get(policy) ?? new Map<string, ResourceId>();
        found.set(policy, gateways);
        for (const { parent, hosts } of attachments)
          if (hosts.length > 0)
            gateways.set(objectKey(parent.gateway.namespace, parent.gateway.name), parent.gateway);
      }
    },
    all: () => new Map([...found].map(([policy, gateways]) => [policy, [...gateways.values()]])),
  };
}

interface Filtered {
  readonly filters?: readonly {
    readonly requestMirror?: { readonly backendRef: BackendReference };
    readonly externalAuth?: { readonly backendRef: BackendReference };
  }[];
}

type Rules = readonly (Filtered & { readonly backendRefs?: readonly BackendReference[] })[];

/** `namespace/name` of every Service that a route of any kind refers to. */
function servicesOf({
  id,
  spec,
}: Resource<RouteSpec & { readonly rules?: Rules }>): readonly string[] {
  return (spec.rules ?? []).flatMap(({ backendRefs = [], filters = [] }) =>
    [
      ...backendRefs,
      ...filters.flatMap(({ requestMirror, externalAuth }) =>
        [requestMirror?.backendRef, externalAuth?.backendRef].flatMap((ref) => ref ?? []),
      ),
    ]
      .filter(({ group, kind }) => group === '' && kind === 'Service')
      .map(({ namespace = id.namespace, name }) => objectKey(namespace, name)),
  );
}
