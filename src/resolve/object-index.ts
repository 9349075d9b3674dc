import type {
  ClusterTrustBundleSpec,
  ConfigMapBody,
  EndpointSliceBody,
  GatewaySpec,
  LabelSelector,
  Resource,
  ResourceSet,
  SecretBody,
  SecretProducer,
  ServiceImportSpec,
  ServiceSpec,
} from '../model/index.ts';
import { indexGrants, type Grants } from './grants.ts';
import { matchesSelector } from './label-selector.ts';
import { indexPods, type PodSelection } from './pod-index.ts';

/** Look-ups over the input, each in constant time. Keys are `namespace/name`. */
export interface ObjectIndex {
  readonly gateways: ReadonlyMap<string, Resource<GatewaySpec>>;
  readonly services: ReadonlyMap<string, Resource<ServiceSpec>>;
  readonly slicesByService: ReadonlyMap<string, readonly Resource<EndpointSliceBody>[]>;
  readonly serviceImports: ReadonlyMap<string, Resource<ServiceImportSpec>>;
  readonly slicesByImport: ReadonlyMap<string, readonly Resource<EndpointSliceBody>[]>;
  readonly podsWith: PodSelection;
  readonly secrets: ReadonlyMap<string, Resource<SecretBody>>;
  readonly configMaps: ReadonlyMap<string, Resource<ConfigMapBody>>;
  readonly clusterTrustBundles: ReadonlyMap<string, Resource<ClusterTrustBundleSpec>>;
  readonly producersBySecret: ReadonlyMap<string, Resource<SecretProducer>>;
  readonly grants: Grants;
  readonly namespaces: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

const serviceNameLabel = 'kubernetes.io/service-name';
// KEP-1645, EndpointSlices that are imported from other clusters.
const importNameLabel = 'multicluster.kubernetes.io/service-name';
const namespaceNameLabel = 'kubernetes.io/metadata.name';

export function objectKey(namespace: string, name: string): string {
  return `${namespace}/${name}`;
}

export function indexObjects(resources: ResourceSet): ObjectIndex {
  return {
    gateways: byKey(resources.gateways),
    services: byKey(resources.services),
    slicesByService: slicesBy(serviceNameLabel, resources),
    serviceImports: byKey(resources.serviceImports),
    slicesByImport: slicesBy(importNameLabel, resources),
    podsWith: indexPods(resources.pods),
    secrets: byKey(resources.secrets),
    configMaps: byKey(resources.configMaps),
    clusterTrustBundles: byKey(resources.clusterTrustBundles),
    producersBySecret: new Map(
      resources.secretProducers.map((producer) => [
        objectKey(producer.id.namespace, producer.spec.secretName),
        producer,
      ]),
    ),
    grants: indexGrants(resources.referenceGrants),
    namespaces: new Map(
      resources.namespaces.map((namespace) => [namespace.id.name, namespace.meta.labels]),
    ),
  };
}

/**
 * Whether a namespace's labels fit. Every namespace of a cluster carries its own name as a label, also
 * one that the input does not define.
 */
export function namespaceMatches(
  index: ObjectIndex,
  namespace: string,
  selector: LabelSelector,
): boolean {
  const labels = new Map(index.namespaces.get(namespace) ?? []);
  labels.set(namespaceNameLabel, namespace);
  return matchesSelector(selector, labels);
}

function slicesBy(
  label: string,
  { endpointSlices }: ResourceSet,
): ReadonlyMap<string, readonly Resource<EndpointSliceBody>[]> {
  return groupBy(endpointSlices, (slice) => {
    const name = slice.meta.labels.get(label);
    return name === undefined ? null : objectKey(slice.id.namespace, name);
  });
}

function byKey<Spec>(resources: readonly Resource<Spec>[]): ReadonlyMap<string, Resource<Spec>> {
  return new Map(
    resources.map((resource) => [objectKey(resource.id.namespace, resource.id.name), resource]),
  );
}

function groupBy<T>(
  items: readonly T[],
  keyOf: (item: T) => string | null,
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === null) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
