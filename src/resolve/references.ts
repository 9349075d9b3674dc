import { originOf, type Resource, type ResourceSet } from '../model/index.ts';
import type { FieldPath } from '../source/field-path.ts';
import type { Origin, ResourceId } from '../source/place.ts';

/** What an object names another one for. */
export type Role =
  'class' | 'parent' | 'backend' | 'certificate' | 'authority' | 'target' | 'other';

/** A reference from one object to another, whether that is there or not. */
export interface Reference {
  readonly from: ResourceId;
  readonly to: ResourceId;
  readonly role: Role;
  /** `sectionName`, or the port; null for the whole object. */
  readonly section: string | null;
  readonly origin: Origin;
}

const ours = /^gateway\.networking\.(?:x-)?k8s\.io$/;

/** Every reference that the Gateway API objects of the input make, in their order. */
export function referencesOf(resources: ResourceSet): readonly Reference[] {
  const lists: readonly (readonly Resource<unknown>[])[] = Object.values(resources);
  const found: Reference[] = [];
  for (const resource of lists.flat()) {
    const { group, kind } = resource.id;
    // A grant permits references and makes none.
    if (!ours.test(group) || kind === 'ReferenceGrant') continue;
    walk({ resource, found }, resource.spec, ['spec'], 'other');
  }
  return found;
}

const roles: ReadonlyMap<string, Role> = new Map([
  ['parentRefs', 'parent'],
  ['parentRef', 'parent'],
  ['backendRefs', 'backend'],
  ['backendRef', 'backend'],
  ['certificateRefs', 'certificate'],
  ['clientCertificateRef', 'certificate'],
  ['caCertificateRefs', 'authority'],
  ['targetRefs', 'target'],
]);

interface Walk {
  readonly resource: Resource<unknown>;
  readonly found: Reference[];
}

// Whatever has a kind and a name is a reference: fields that later releases add are found, too.
function walk(context: Walk, value: unknown, path: FieldPath, role: Role): void {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    value.forEach((each, position) => {
      walk(context, each, [...path, position], role);
    });
    return;
  }
  const { resource, found } = context;
  const to = referenceIn(value, resource.id.namespace);
  const from = resource.id;
  if (to !== null)
    found.push({ from, to, role, section: sectionIn(value), origin: originOf(resource, ...path) });
  for (const [key, each] of Object.entries(value)) {
    const below = [...path, key];
    if (key === 'gatewayClassName' && typeof each === 'string')
      found.push(classReference(resource, each, below));
    else walk(context, each, below, roles.get(key) ?? role);
  }
}

function classReference(resource: Resource<unknown>, name: string, path: FieldPath): Reference {
  const to = { group: 'gateway.networking.k8s.io', kind: 'GatewayClass', namespace: '', name };
  return {
    from: resource.id,
    to,
    role: 'class',
    section: null,
    origin: originOf(resource, ...path),
  };
}

// Kinds without a namespace; of those that Gateway API refers to.
const clusterScoped: ReadonlySet<string> = new Set([
  'ClusterTrustBundle',
  'GatewayClass',
  'Namespace',
]);

function referenceIn(value: object, home: string): ResourceId | null {
  if (!('name' in value && 'kind' in value)) return null;
  const { name, kind } = value;
  const group = 'group' in value ? value.group : '';
  const given = 'namespace' in value ? value.namespace : home;
  if (typeof name !== 'string' || typeof kind !== 'string') return null;
  if (typeof group !== 'string' || typeof given !== 'string') return null;
  return { group, kind, namespace: clusterScoped.has(kind) ? '' : given, name };
}

function sectionIn(value: object): string | null {
  if ('sectionName' in value && typeof value.sectionName === 'string') return value.sectionName;
  return 'port' in value && typeof value.port === 'number' ? String(value.port) : null;
}

/** References that only a ReferenceGrant can permit. Those to parents are permitted by the parents. */
export function needsGrant({ from, to, role }: Reference): boolean {
  return to.namespace !== '' && to.namespace !== from.namespace && role !== 'parent';
}

type Side = Pick<ResourceId, 'group' | 'kind' | 'namespace'>;

/**
 * Keys of the permissions that allow a reference: that for the one object, and that for all of its kind. Of a
 * permission itself, the first.
 */
export function permissionKeys(
  from: Side,
  to: Side & { readonly name: string | null },
): readonly [string, string] {
  const keyOf = (name: string | null): string =>
    JSON.stringify([from.group, from.kind, from.namespace, to.group, to.kind, to.namespace, name]);
  return [keyOf(to.name), keyOf(null)];
}
