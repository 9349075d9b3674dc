import type { BackendReference, Resource, RouteSpec } from '../model/index.ts';
import { describeResource, type ResourceId } from '../source/place.ts';
import type { Attachment } from './attachment.ts';
import { objectKey } from './object-index.ts';
import { backendGroup } from './policy-targets.ts';

/**
 * Finds the Gateways that the status of a policy or of an XBackend speaks of (PolicyAncestorStatus), whether it is in
 * force or not: those whose routes send requests to what it is for.
 */
export interface PolicyAncestors {
  readonly add: (route: Resource<RouteSpec>, attachments: readonly Attachment[]) => void;
  /** Gateways by object, each once, in the order in which they were found. */
  readonly all: () => ReadonlyMap<Resource<unknown>, readonly ResourceId[]>;
}

/** Objects by what they are for, as `describeResource` has it. */
export type ByTarget = ReadonlyMap<string, readonly Resource<unknown>[]>;

export function makePolicyAncestors(targets: readonly ByTarget[]): PolicyAncestors {
  const found = new Map<Resource<unknown>, Map<string, ResourceId>>();
  return {
    add: (route, attachments) => {
      if (targets.every(({ size }) => size === 0)) return;
      const objects = backendsOf(route).flatMap((backend) =>
        targets.flatMap((byTarget) => byTarget.get(backend) ?? []),
      );
      for (const object of objects) {
        const gateways = found.get(object) ?? new Map<string, ResourceId>();
        found.set(object, gateways);
        for (const { parent, hosts } of attachments)
          if (hosts.length > 0)
            gateways.set(
              objectKey(parent.resource.namespace, parent.resource.name),
              parent.resource,
            );
      }
    },
    all: () => new Map([...found].map(([object, gateways]) => [object, [...gateways.values()]])),
  };
}

interface Filtered {
  readonly filters?: readonly {
    readonly requestMirror?: { readonly backendRef: BackendReference };
    readonly externalAuth?: { readonly backendRef: BackendReference };
  }[];
}

type Rules = readonly (Filtered & { readonly backendRefs?: readonly BackendReference[] })[];

/** Every backend that a route of any kind refers to, as `describeResource` has it. */
function backendsOf({
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
      .filter(({ group, kind }) => backendGroup(kind) === group)
      .map(({ group, kind, namespace = id.namespace, name }) =>
        describeResource({ group, kind, namespace, name }),
      ),
  );
}
