import type { Resource, ResourceSet, SecretProducer } from '../model/index.ts';
import { isJsonObject, type JsonObject } from '../parse/document.ts';
import { compareText } from '../util/compare.ts';
import type { ValidObject } from './object.ts';

const gatewayApi = 'gateway.networking.k8s.io';
const experimental = 'gateway.networking.x-k8s.io';

/**
 * Sorts valid objects by kind and gives them the types of the model. This is the only place where a JSON value
 * becomes a typed one without a look at it: its schema has vouched for it.
 */
export function makeResourceSet(objects: readonly ValidObject[]): ResourceSet {
  const sorted = sortedByKey(objects);
  const byKind = new Map<string, ValidObject[]>();
  for (const object of sorted) {
    const kind = `${object.id.group}/${object.id.kind}`;
    const list = byKind.get(kind);
    if (list === undefined) byKind.set(kind, [object]);
    else list.push(object);
  }
  const take: Take = <Spec>(kind: string, specOf: (value: JsonObject) => unknown) => {
    const found = byKind.get(kind) ?? [];
    byKind.delete(kind);
    return found.map(({ id, meta, value, document }): Resource<Spec> => ({
      id,
      meta,
      spec: specOf(value) as Spec,
      document,
    }));
  };
  const spec = (value: JsonObject): unknown => value['spec'] ?? {};
  const whole = (value: JsonObject): unknown => value;
  return {
    gatewayClasses: take(`${gatewayApi}/GatewayClass`, spec),
    gateways: take(`${gatewayApi}/Gateway`, spec),
    listenerSets: take(`${gatewayApi}/ListenerSet`, spec),
    httpRoutes: take(`${gatewayApi}/HTTPRoute`, spec),
    grpcRoutes: take(`${gatewayApi}/GRPCRoute`, spec),
    tlsRoutes: take(`${gatewayApi}/TLSRoute`, spec),
    tcpRoutes: take(`${gatewayApi}/TCPRoute`, spec),
    udpRoutes: take(`${gatewayApi}/UDPRoute`, spec),
    backendTlsPolicies: take(`${gatewayApi}/BackendTLSPolicy`, spec),
    xBackends: take(`${experimental}/XBackend`, spec),
    backendTrafficPolicies: take(`${experimental}/XBackendTrafficPolicy`, spec),
    telemetryPolicies: take(`${experimental}/XTelemetryPolicy`, spec),
    referenceGrants: take(`${gatewayApi}/ReferenceGrant`, spec),
    namespaces: take('/Namespace', () => null),
    services: take('/Service', spec),
    endpointSlices: take('discovery.k8s.io/EndpointSlice', whole),
    serviceImports: take('multicluster.x-k8s.io/ServiceImport', spec),
    pods: take('/Pod', podStatus),
    secrets: take('/Secret', whole),
    configMaps: take('/ConfigMap', whole),
    clusterTrustBundles: take('certificates.k8s.io/ClusterTrustBundle', spec),
    secretProducers: secretProducers(take),
    otherKinds: [...byKind.keys()]
      .sort(compareText)
      .flatMap((kind) => take<JsonObject>(kind, whole)),
  };
}

function podStatus(value: JsonObject): unknown {
  const { status, metadata } = value;
  return {
    ...(isJsonObject(status) ? status : {}),
    terminating: isJsonObject(metadata) && Object.hasOwn(metadata, 'deletionTimestamp'),
  };
}

function sortedByKey(objects: readonly ValidObject[]): readonly ValidObject[] {
  return objects
    .map((object) => ({ object, key: `${object.id.namespace}/${object.id.name}` }))
    .sort((a, b) => compareText(a.key, b.key))
    .map(({ object }) => object);
}

type Take = <Spec>(kind: string, specOf: (value: JsonObject) => unknown) => Resource<Spec>[];

/** The objects that create a Secret in the cluster, with the Secret's name. */
function secretProducers(take: Take): readonly Resource<SecretProducer>[] {
  const whole = (value: JsonObject): unknown => value;
  const named = (
    kind: string,
    nameOf: (spec: JsonObject) => unknown,
  ): readonly Resource<SecretProducer>[] =>
    take<JsonObject>(kind, whole).map((resource) => {
      const { spec } = resource.spec;
      const name = isJsonObject(spec) ? nameOf(spec) : undefined;
      // Both operators name the Secret after their own object unless told otherwise.
      const secretName = typeof name === 'string' && name !== '' ? name : resource.id.name;
      return { ...resource, spec: { secretName } };
    });
  return [
    ...named('cert-manager.io/Certificate', (spec) => spec['secretName']),
    ...named('external-secrets.io/ExternalSecret', (spec) => at(spec, 'target', 'name')),
    ...named('bitnami.com/SealedSecret', (spec) => at(spec, 'template', 'metadata', 'name')),
  ];
}

function at(object: JsonObject, ...steps: readonly string[]): unknown {
  let value: JsonObject[string] | undefined = object;
  for (const step of steps) value = isJsonObject(value) ? value[step] : undefined;
  return value;
}
