import { isIP } from 'node:net';
import { atField, atInput, type Report } from '../diagnostics/diagnostic.ts';
import { originOf, type GatewaySpec, type Resource, type ResourceSet } from '../model/index.ts';
import type { Certificate, TrustBundle } from '../ir/index.ts';
import { compareText } from '../util/compare.ts';
import { resolveCertificate, type References } from './certificates.ts';
import { resolveListeners, type ResolvedListener, type ResolvedListeners } from './listeners.ts';
import { objectKey, type ObjectIndex } from './object-index.ts';
import type { ResolveOptions } from './resolve-options.ts';

/** A Gateway that is compiled, with what of it can be served. */
export interface ResolvedGateway {
  readonly gateway: Resource<GatewaySpec>;
  /** IP literals, sorted; empty for all interfaces. */
  readonly addresses: readonly string[];
  readonly listeners: readonly ResolvedListener[];
  /** What clients are verified with. */
  readonly clientBundles: readonly TrustBundle[];
  /** What is shown to backends with TLS; `invalid` when that cannot be had, so that nothing is sent to them. */
  readonly clientCertificate: Certificate | 'none' | 'invalid';
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
  return selected.map((gateway) => {
    const given = options.addresses.filter(
      ({ namespace, name }) => namespace === gateway.id.namespace && name === gateway.id.name,
    );
    const wanted = acceptsParameters(gateway, report)
      ? addressesOf(gateway, options, report)
      : null;
    const addresses =
      wanted === null || given.length === 0
        ? wanted
        : given.map(({ address }) => address.toLowerCase()).sort(compareText);
    // Listening on all interfaces instead of on an address that cannot be had would expose more.
    const { listeners, clientBundles } =
      addresses === null ? noListeners : resolveListeners(gateway, index, options, report);
    const clientCertificate = clientCertificateOf(gateway, { index, options, report });
    return { gateway, addresses: addresses ?? [], listeners, clientBundles, clientCertificate };
  });
}

const noListeners: ResolvedListeners = { listeners: [], clientBundles: [] };

/** Names of the classes of one controller; null for all classes. */
function classesOf(
  { gatewayClasses }: ResourceSet,
  controllerName: string | null,
): ReadonlySet<string> | null {
  if (controllerName === null) return null;
  const own = gatewayClasses.filter(({ spec }) => spec.controllerName === controllerName);
  return new Set(own.map(({ id }) => id.name));
}

/** Null when addresses are asked for and none of them can be listened on. */
function addressesOf(
  gateway: Resource<GatewaySpec>,
  { usableAddresses }: ResolveOptions,
  report: Report,
): readonly string[] | null {
  const wanted = gateway.spec.addresses ?? [];
  const found = new Set<string>();
  let refused = false;
  for (const [position, { type, value = '' }] of wanted.entries()) {
    // An address without a value asks for any (GEP-3533 left the choice to the implementation).
    if (value === '') continue;
    const origin = originOf(gateway, 'spec', 'addresses', position);
    const address = value.toLowerCase();
    if (type !== 'IPAddress' || isIP(value) === 0) {
      refused = true;
      report(atField('resolve/unsupported-address', origin, { type }));
    } else if (usableAddresses !== null && !usableAddresses.includes(address)) {
      refused = true;
      report(atField('resolve/address-not-usable', origin, { address }));
    } else found.add(address);
  }
  return refused && found.size === 0 ? null : [...found].sort(compareText);
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
