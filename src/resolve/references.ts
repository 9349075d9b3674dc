import { originOf, type Resource, type ResourceSet } from '../model/index.ts';
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

const ours: ReadonlySet<string> = new Set([
  'gateway.networking.k8s.io',
  'gateway.networking.x-k8s.io',
]);

/** What tells whether a reference is of interest. */
export type Asked = Pick<Reference, 'from' | 'to' | 'role'>;

/**
 * The references that the Gateway API objects of the input make, in their order.
 *
 * @param isWanted - which of them; the places of others are not written down
 */
export function referencesOf(
  resources: ResourceSet,
  isWanted: (asked: Asked) => boolean = () => true,
): readonly Reference[] {
  const lists: readonly (readonly Resource<unknown>[])[] = Object.values(resources);
  const found: Reference[] = [];
  for (const list of lists)
    for (const resource of list) {
      const { group, kind } = resource.id;
      // A grant permits references and makes none.
      if (kind === 'ReferenceGrant' || !ours.has(group)) continue;
      walk({ resource, isWanted, found, steps: ['spec'] }, resource.spec, 'other');
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

/** Fields that most objects consist of and that say what requests are like. */
const withoutReferences: ReadonlySet<string> = new Set([
  'hostnames',
  'matches',
  'requestHeaderModifier',
  'responseHeaderModifier',
  'timeouts',
]);

interface Walk {
  readonly resource: Resource<unknown>;
  readonly isWanted: (asked: Asked) => boolean;
  readonly found: Reference[];
  /** The way to the value at hand. */
  readonly steps: (string | number)[];
}

// Whatever has a kind and a name is a reference: fields that later releases add are found, too.
function walk(context: Walk, value: unknown, role: Role): void {
  if (!isObject(value)) return;
  if (Array.isArray(value)) {
    value.forEach((each, position) => {
      step(context, position, each, role);
    });
    return;
  }
  const { resource } = context;
  const to = referenceIn(value, resource.id.namespace);
  if (to !== null) add(context, { from: resource.id, to, role }, sectionIn(value));
  for (const key in value) {
    const each = value[key];
    if (typeof each === 'object') {
      if (!withoutReferences.has(key)) step(context, key, each, roles.get(key) ?? role);
    } else if (key === 'gatewayClassName' && typeof each === 'string') addClass(context, each);
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function step(context: Walk, name: string | number, value: unknown, role: Role): void {
  context.steps.push(name);
  walk(context, value, role);
  context.steps.pop();
}

function addClass(context: Walk, name: string): void {
  const to = { group: 'gateway.networking.k8s.io', kind: 'GatewayClass', namespace: '', name };
  const { resource, steps } = context;
  steps.push('gatewayClassName');
  add(context, { from: resource.id, to, role: 'class' }, null);
  steps.pop();
}

function add({ resource, isWanted, found, steps }: Walk, asked: Asked, section: string | null) {
  if (isWanted(asked)) found.push({ ...asked, section, origin: originOf(resource, ...steps) });
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
export function needsGrant({ from, to, role }: Asked): boolean {
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
