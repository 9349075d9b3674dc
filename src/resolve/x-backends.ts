import { isIP } from 'node:net';
import { atField, type Report } from '../diagnostics/diagnostic.ts';
import type {
  BackendAddress,
  BackendTls,
  Certificate,
  CertificateId,
  SessionPersistence,
  TrustBundle,
} from '../ir/index.ts';
import { originOf, type Resource, type XBackendSpec } from '../model/index.ts';
import { describeResource } from '../source/place.ts';
import { resolveValidation } from './authorities.ts';
import { resolveCertificate } from './certificates.ts';
import { objectKey, type ObjectIndex } from './object-index.ts';
import { resolvePersistence } from './persistence.ts';
import { selectedEndpoints } from './pod-endpoints.ts';
import type { ResolveOptions } from './resolve-options.ts';
import type { TrafficPolicies, TrafficSettings } from './traffic-policies.ts';

/** What an XBackend says. `invalid`: nothing may be sent to it; its own findings say why. */
export type ResolvedXBackend =
  | { readonly kind: 'invalid' }
  | {
      readonly kind: 'usable';
      readonly spec: XBackendSpec;
      readonly address: (port: number) => BackendAddress;
      readonly tls: BackendTls | null;
      readonly settings: TrafficSettings;
    };

/** The XBackends of the input by `namespace/name`, and what connections to them need. */
export interface XBackends {
  readonly byName: ReadonlyMap<string, ResolvedXBackend>;
  readonly bundles: ReadonlyMap<TrustBundle['id'], TrustBundle>;
  readonly certificates: ReadonlyMap<CertificateId, Certificate>;
}

interface XBackendContext {
  readonly index: ObjectIndex;
  readonly options: ResolveOptions;
  readonly policies: TrafficPolicies;
  readonly bundles: Map<TrustBundle['id'], TrustBundle>;
  readonly certificates: Map<CertificateId, Certificate>;
  readonly report: Report;
}

/** Resolves XBackends (GEP-4894), whether a route refers to them or not. */
export function resolveXBackends(
  backends: readonly Resource<XBackendSpec>[],
  around: Pick<XBackendContext, 'index' | 'options' | 'policies' | 'report'>,
): XBackends {
  const bundles = new Map<TrustBundle['id'], TrustBundle>();
  const certificates = new Map<CertificateId, Certificate>();
  const context = { ...around, bundles, certificates };
  const byName = new Map(
    backends.map((backend) => [
      objectKey(backend.id.namespace, backend.id.name),
      resolveXBackend(backend, context),
    ]),
  );
  return { byName, bundles, certificates };
}

function resolveXBackend(
  backend: Resource<XBackendSpec>,
  context: XBackendContext,
): ResolvedXBackend {
  const { spec } = backend;
  const known = spec.externalHostname === undefined || isExternal(backend, context);
  const tls = tlsOf(backend, context);
  if (!known || tls === 'invalid') return { kind: 'invalid' };
  return {
    kind: 'usable',
    spec,
    address: (port) => addressOf(backend, port, context),
    tls,
    settings: settingsOf(backend, context),
  };
}

/**
 * Whether the hostname is one that a gateway may be sent to: no address, no name of the cluster, and none that
 * means the proxy's own machine (RFC 6761, section 6.3).
 */
function isExternal(
  backend: Resource<XBackendSpec>,
  { options, report }: XBackendContext,
): boolean {
  const { hostname = '' } = backend.spec.externalHostname ?? {};
  const within = (domain: string) => hostname === domain || hostname.endsWith(`.${domain}`);
  // What is written as numbers some resolvers take for an address.
  const isAddress = isIP(hostname) !== 0 || /(?:^|\.)(?:\d+|0x[0-9a-f]*)$/.test(hostname);
  const problem = isAddress
    ? 'is an IP address'
    : within('localhost')
      ? 'is the proxy’s own machine'
      : [options.clusterDomain, 'cluster.local', 'clusterset.local'].some(within)
        ? 'belongs to the cluster'
        : null;
  if (problem === null) return true;
  const origin = originOf(backend, 'spec', 'externalHostname', 'hostname');
  report(atField('resolve/external-hostname', origin, { hostname, problem }));
  return false;
}

function tlsOf(
  backend: Resource<XBackendSpec>,
  context: XBackendContext,
): BackendTls | null | 'invalid' {
  const { mode = 'None', validation, clientCertificateRef } = backend.spec.tls ?? {};
  if (mode === 'None') {
    if (backend.spec.type === 'ExternalHostname') {
      const origin = originOf(backend, 'spec');
      context.report(
        atField('resolve/external-without-tls', origin, { backend: describeResource(backend.id) }),
      );
    }
    return null;
  }
  const certificate = certificateOf(backend, clientCertificateRef, context);
  // The CRD demands both; without them nobody would be verified, or the wrong thing shown.
  if (
    validation === undefined ||
    (mode === 'ClientAndServer' && clientCertificateRef === undefined)
  )
    return 'invalid';
  const path = ['spec', 'tls', 'validation'];
  const verified = resolveValidation({ owner: backend, spec: validation, path }, context);
  return verified === null || certificate === null
    ? 'invalid'
    : { ...verified, parameters: null, certificate };
}

/** Null when the certificate cannot be had. An XBackend says all about its connections, so the Gateway's is not shown. */
function certificateOf(
  backend: Resource<XBackendSpec>,
  ref: NonNullable<XBackendSpec['tls']>['clientCertificateRef'],
  { index, options, certificates, report }: XBackendContext,
): BackendTls['certificate'] | null {
  if (ref === undefined) return { kind: 'none' };
  const origin = originOf(backend, 'spec', 'tls', 'clientCertificateRef');
  const [certificate] = resolveCertificate(ref, origin, { index, options, report });
  if (certificate === undefined) return null;
  certificates.set(certificate.id, certificate);
  return { kind: 'own', id: certificate.id };
}

function addressOf(
  { id, spec }: Resource<XBackendSpec>,
  port: number,
  { index, report }: XBackendContext,
): BackendAddress {
  if (spec.externalHostname !== undefined)
    return { kind: 'dns', host: spec.externalHostname.hostname, port, absolute: true };
  const labels = spec.endpointSelector?.matchLabels ?? {};
  return {
    kind: 'endpoints',
    endpoints: selectedEndpoints(id.namespace, labels, port, { index, report }),
  };
}

/** Sessions of the XBackend itself come before those of a policy, whose place they took (GEP-1619). */
function settingsOf(
  backend: Resource<XBackendSpec>,
  { policies, report }: XBackendContext,
): TrafficSettings {
  const settings = policies.of(backend.id);
  const name = describeResource(backend.id);
  const own: SessionPersistence | null = resolvePersistence(
    backend.spec.sessionPersistence,
    name,
    originOf(backend, 'spec'),
  );
  if (own === null) return settings;
  if (settings.persistence !== null)
    report(
      atField('resolve/sessions-twice', settings.persistence.origin, { backend: name, by: name }),
    );
  return { ...settings, persistence: own };
}
