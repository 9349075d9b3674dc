import { atField, atInput, type Report } from '../diagnostics/diagnostic.ts';
import { originOf, type GatewaySpec, type Resource, type ResourceSet } from '../model/index.ts';
import type { Certificate, TrustBundle } from '../ir/index.ts';
import { resolveAddresses, type AssignedAddress } from './addresses.ts';
import { resolveCertificate, type References } from './certificates.ts';
import { resolveClientValidation } from './client-validation.ts';
import { makePortClaims } from './listener-conflicts.ts';
import {
  groupListenerSets,
  resolveListenerSets,
  type ResolvedListenerSet,
} from './listener-sets.ts';
import { terminatesTls } from './listener-tls.ts';
import { resolveListeners, type ResolvedListener } from './listeners.ts';
import { objectKey, type ObjectIndex } from './object-index.ts';
import type { ResolveOptions } from './resolve-options.ts';

/** A Gateway that is compiled, with what of it can be served. */
export interface ResolvedGateway {
  readonly gateway: Resource<GatewaySpec>;
  /** Sorted; empty for all interfaces. */
  readonly addresses: readonly AssignedAddress[];
  /** Its own; routes that name the Gateway attach to these only. */
  readonly listeners: readonly ResolvedListener[];
  /** In order of precedence (GEP-1713). */
  readonly listenerSets: readonly ResolvedListenerSet[];
  /** What clients are verified with. */
  readonly clientBundles: readonly TrustBundle[];
  /** What is shown to backends with TLS; `invalid` when that cannot be had, so that nothing is sent to them. */
  readonly clientCertificate: Certificate | 'none' | 'invalid';
}

/** The listeners that a Gateway's data plane has, its own first. */
export function allListeners({
  listeners,
  listenerSets,
}: ResolvedGateway): readonly ResolvedListener[] {
  return [...listeners, ...listenerSets.flatMap((each) => each.listeners)];
}

/** The selected Gateways, sorted by namespace and name. */
export function resolveGateways(
  resources: ResourceSet,
  index: ObjectIndex,
  options: ResolveOptions,
  report: Report,
): readonly ResolvedGateway[] {
  for (const { namespace, name } of options.gateways) {
    const gateway = objectKey(namespace, name);
    if (!index.gateways.has(gateway)) report(atInput('resolve/gateway-not-found', { gateway }));
  }
  const wanted = new Set(options.gateways.map(({ namespace, name }) => objectKey(namespace, name)));
  const classes = classesOf(resources, options.controllerName);
  const selected = resources.gateways.filter(
    ({ id, spec }) =>
      (wanted.size === 0 || wanted.has(objectKey(id.namespace, id.name))) &&
      (options.gatewayClass === null || options.gatewayClass === spec.gatewayClassName) &&
      (classes === null || classes.has(spec.gatewayClassName)),
  );
  if (selected.length === 0) report(atInput('resolve/no-gateway', {}));
  const listenerSets = groupListenerSets(index, report);
  return selected.map((gateway) => {
    const addresses = acceptsParameters(gateway, report)
      ? resolveAddresses(gateway, options, report)
      : null;
    const isServed = addresses !== null;
    const sets = listenerSets.get(objectKey(gateway.id.namespace, gateway.id.name)) ?? [];
    const ports = [gateway, ...sets]
      .flatMap(({ spec }) => spec.listeners ?? [])
      .filter(terminatesTls)
      .map(({ port }) => port);
    const clients = resolveClientValidation(gateway, new Set(ports), index, report);
    const context = { gateway, claims: makePortClaims(), clients, index, options, report };
    return {
      gateway,
      addresses: addresses ?? [],
      listeners: isServed ? resolveListeners(gateway, context) : [],
      listenerSets: resolveListenerSets(sets, isServed, context),
      clientBundles: clients.bundles,
      clientCertificate: clientCertificateOf(gateway, context),
    };
  });
}

/** Names of the classes of one controller; null for all classes. */
function classesOf(
  { gatewayClasses }: ResourceSet,
  controllerName: string | null,
): ReadonlySet<string> | null {
  if (controllerName === null) return null;
  const own = gatewayClasses.filter(({ spec }) => spec.controllerName === controllerName);
  return new Set(own.map(({ id }) => id.name));
}

/** No kind of parameters is known, so each could ask for something that is not done. */
function acceptsParameters(gateway: Resource<GatewaySpec>, report: Report): boolean {
  const parameters = gateway.spec.infrastructure?.parametersRef;
  if (parameters === undefined) return true;
  const origin = originOf(gateway, 'spec', 'infrastructure', 'parametersRef');
  report(
    atField('resolve/invalid-parameters', origin, {
      kind: `${parameters.group}/${parameters.kind}`,
    }),
  );
  return false;
}

/** `tls.backend.clientCertificateRef` (GEP-3155). */
function clientCertificateOf(
  gateway: Resource<GatewaySpec>,
  references: References,
): Certificate | 'none' | 'invalid' {
  const ref = gateway.spec.tls?.backend?.clientCertificateRef;
  if (ref === undefined) return 'none';
  const origin = originOf(gateway, 'spec', 'tls', 'backend', 'clientCertificateRef');
  const [certificate] = resolveCertificate(ref, origin, references);
  return certificate ?? 'invalid';
}
