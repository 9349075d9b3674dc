import type { ResourceId } from '../source/place.ts';
import type { Branded } from '../util/brand.ts';

/** Lower-case DNS name, optionally with one leading `*.` label that stands for one or more labels. */
export type Hostname = Branded<'Hostname'>;
/** `kind/namespace/name/rule`, rule counted from 0, and what distinguishes its uses; unique in the IR. */
export type RuleId = Branded<'RuleId'>;
/** `kind/namespace/name/port` and what distinguishes connections to it; unique in the IR. */
export type BackendId = Branded<'BackendId'>;
/** The name of a Gateway's listener, or `namespace/name/listener` of a ListenerSet's; unique in the Gateway. */
export type ListenerId = Branded<'ListenerId'>;
/** `kind/namespace/name` of the object that names its parts, and what they are for; unique in the IR. */
export type TrustBundleId = Branded<'TrustBundleId'>;
/** `namespace/name` of the Secret; unique in the IR. */
export type CertificateId = Branded<'CertificateId'>;

// Kubernetes names and namespaces hold no `/`, so joining with it is injective.

/** Names are case-insensitive in DNS; a trailing dot is not valid in the API. */
export function hostname(value: string): Hostname {
  return value.toLowerCase() as Hostname;
}

export function ruleId(route: ResourceId, index: number, distinction = ''): RuleId {
  const base = `${route.kind.toLowerCase()}/${route.namespace}/${route.name}/${String(index)}`;
  return (distinction === '' ? base : `${base}/${distinction}`) as RuleId;
}

export function backendId(target: ResourceId, port: number, distinction: string): BackendId {
  const base = `${target.kind.toLowerCase()}/${target.namespace}/${target.name}/${String(port)}`;
  return (distinction === '' ? base : `${base}/${distinction}`) as BackendId;
}

export function certificateId(secret: ResourceId): CertificateId {
  return `${secret.namespace}/${secret.name}` as CertificateId;
}

/** Names need to be unique within one object only (GEP-1713), so that of a ListenerSet is part of the id. */
export function listenerId(owner: ResourceId, name: string): ListenerId {
  const id = owner.kind === 'Gateway' ? name : `${owner.namespace}/${owner.name}/${name}`;
  return id as ListenerId;
}

/** @param part - what of its owner the bundle is for, where that has several */
export function trustBundleId(owner: ResourceId, part = ''): TrustBundleId {
  const base = `${owner.kind.toLowerCase()}/${owner.namespace}/${owner.name}`;
  return (part === '' ? base : `${base}/${part}`) as TrustBundleId;
}
