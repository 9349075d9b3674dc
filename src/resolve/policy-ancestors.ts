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
  /** A reference that a Gateway makes for all its requests. */
  readonly addReference: (ref: BackendReference, namespace: string, gateway: ResourceId) => void;
  /** Gateways by object, each once, in the order in which they were found. */
  readonly all: () => ReadonlyMap<Resource<unknown>, readonly ResourceId[]>;
}

/** Objects by what they are for, as `describeResource` has it. */
export type ByTarget = ReadonlyMap<string, readonly Resource<unknown>[]>;

export function makePolicyAncestors(targets: readonly ByTarget[]): PolicyAncestors {
  const found = new Map<Resource<unknown>, Map<string, ResourceId>>();
  const note = (backend: string, gateways: readonly ResourceId[]): void => {
    for (const object of targets.flatMap((byTarget) => byTarget.get(backend) ?? [])) {
      const known = found.get(object) ?? new Map<string, ResourceId>();
      found.set(object, known);
      for (const gateway of gateways)
        known.set(objectKey(gateway.namespace, gateway.name), gateway);
    }
  };
  return {
    addReference: (ref, namespace, gateway) => {
      for (const backend of backendOf(ref, namespace)) note(backend, [gateway]);
    },
    add: (route, attachments) => {
      if (targets.every(({ size }) => size === 0)) return;
      const gateways = attachments
        .filter(({ hosts }) => hosts.length > 0)
        .map(({ parent }) => parent.gateway);
      for (const backend of backendsOf(route)) note(backend, gateways);
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
    ].flatMap((ref) => backendOf(ref, id.namespace)),
  );
}

function backendOf({ group, kind, ...ref }: BackendReference, own: string): readonly string[] {
  const { namespace = own, name } = ref;
  return backendGroup(kind) === group ? [describeResource({ group, kind, namespace, name })] : [];
}
