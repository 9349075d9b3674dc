import { atField, type Report } from '../diagnostics/diagnostic.ts';
import {
  hostname as toHostname,
  type Certificate,
  type ClientValidation,
  type TlsParameters,
  type TrustBundle,
} from '../ir/index.ts';
import { originOf, type GatewaySpec, type Listener, type Resource } from '../model/index.ts';
import type { FieldPath } from '../source/field-path.ts';
import { originAt, type Origin } from '../source/place.ts';
import { resolveCertificates, type References } from './certificates.ts';
import { resolveClientValidation, type ClientValidations } from './client-validation.ts';
import type { HostPattern } from './hostnames.ts';
import { findConflict } from './listener-conflicts.ts';
import { invalidOperator } from './label-selector.ts';
import type { ObjectIndex } from './object-index.ts';
import type { ResolveOptions } from './resolve-options.ts';
import { knownProtocol, routeKindsOf, type ListenerProtocol } from './listener-protocols.ts';
import { readTlsOptions, type TlsOptions } from './tls-options.ts';

/** A listener that routes can attach to. */
export interface ResolvedListener {
  readonly spec: Listener;
  readonly protocol: ListenerProtocol;
  readonly hostname: HostPattern;
  /** Kinds of routes that may attach, as `group/kind`. */
  readonly routeKinds: ReadonlySet<string>;
  /** Where TLS ends here, those that can be used; empty otherwise. */
  readonly certificates: readonly Certificate[];
  /** Who may come in where TLS ends here; null for everybody. */
  readonly clients: ClientValidation | null;
  /** What `tls.options` asks for. */
  readonly parameters: TlsParameters | null;
  /** Where it is said who may come in: what is wrong there is wrong with the listener. */
  readonly clientsPlace: FieldPath | null;
  /** False where nothing can listen for it: its routes are counted and go nowhere. */
  readonly served: boolean;
  readonly origin: Origin;
}

/** The listeners of a Gateway, and whom they trust to tell their clients. */
export interface ResolvedListeners {
  readonly listeners: readonly ResolvedListener[];
  readonly clientBundles: readonly TrustBundle[];
}

/** The well-formed listeners of a Gateway in the order of its spec; what is wrong is reported. */
export function resolveListeners(
  gateway: Resource<GatewaySpec>,
  index: ObjectIndex,
  options: ResolveOptions,
  report: Report,
): ResolvedListeners {
  const specs = gateway.spec.listeners ?? [];
  const ports = specs.filter(terminatesTls).map(({ port }) => port);
  const validations = resolveClientValidation(gateway, new Set(ports), index, report);
  const listeners = specs.flatMap((spec, position) => {
    const origin = originOf(gateway, 'spec', 'listeners', position);
    const protocol = protocolOf(spec, origin, report);
    if (protocol === null) return [];
    const conflict = findConflict(specs, position, (other) =>
      originOf(gateway, 'spec', 'listeners', other),
    );
    if (conflict !== null) {
      report(conflict);
      return [];
    }
    if (!portFits(spec, origin, options, report)) return [];
    const routeKinds = routeKindsOf(spec, protocol, origin, report);
    checkSelector(spec, origin, report);
    const host = hasHostname(protocol, spec) ? toHostname(spec.hostname) : null;
    const tls = tlsOf(spec, origin, validations, { index, options, report });
    return [{ spec, protocol, hostname: host, routeKinds, ...tls, origin }];
  });
  return { listeners, clientBundles: validations.bundles };
}

/** Listener `hostname`: the protocols below have none to compare it with. */
function hasHostname(
  protocol: ListenerProtocol,
  spec: Listener,
): spec is Listener & { readonly hostname: string } {
  if (protocol === 'TCP' || protocol === 'UDP') return false;
  return spec.hostname !== undefined && spec.hostname !== '';
}

type ListenerTlsFacts = Pick<
  ResolvedListener,
  'certificates' | 'clients' | 'parameters' | 'clientsPlace' | 'served'
>;

function tlsOf(
  spec: Listener,
  origin: Origin,
  validations: ClientValidations,
  references: References,
): ListenerTlsFacts {
  const { parameters, problems } = readListenerOptions(spec, origin, references.report);
  // An option may ask for more safety than is given here.
  const understood = problems.length === 0;
  if (!terminatesTls(spec))
    return {
      certificates: [],
      clients: null,
      parameters: null,
      clientsPlace: null,
      served: understood,
    };
  const certificates = resolveCertificates(spec, origin, references);
  const verdict = validations.of(spec.port);
  return {
    certificates,
    clients: verdict.kind === 'validated' ? verdict.clients : null,
    parameters,
    clientsPlace: verdict.kind === 'everybody' ? null : verdict.place,
    // Clients that nobody verifies must not get where only verified ones may.
    served: understood && certificates.length > 0 && verdict.kind !== 'invalid',
  };
}

function readListenerOptions(spec: Listener, origin: Origin, report: Report): TlsOptions {
  const options = spec.tls?.options ?? {};
  const read = terminatesTls(spec) ? readTlsOptions(options) : unusable(options);
  for (const { key, problem } of read.problems) {
    const place = originAt(origin, 'tls', 'options', key);
    report(atField('resolve/invalid-listener-option', place, { key, problem }));
  }
  return read;
}

function unusable(options: Readonly<Record<string, string>>): TlsOptions {
  const keys = Object.keys(options).sort();
  const problem = 'is about TLS that ends somewhere else';
  return { parameters: null, problems: keys.map((key) => ({ key, problem })) };
}

function terminatesTls({ protocol, tls }: Listener): boolean {
  return protocol === 'HTTPS' || (protocol === 'TLS' && tls?.mode !== 'Passthrough');
}

function protocolOf(spec: Listener, origin: Origin, report: Report): ListenerProtocol | null {
  const known = knownProtocol(spec.protocol);
  if (known !== null) return known;
  report(
    atField('resolve/unsupported-protocol', originAt(origin, 'protocol'), {
      protocol: spec.protocol,
    }),
  );
  return null;
}

function portFits(
  spec: Listener,
  origin: Origin,
  { portOffset }: ResolveOptions,
  report: Report,
): boolean {
  if (spec.port + portOffset <= 65535) return true;
  report(
    atField('resolve/port-out-of-range', originAt(origin, 'port'), {
      port: spec.port,
      offset: portOffset,
    }),
  );
  return false;
}

function checkSelector(spec: Listener, origin: Origin, report: Report): void {
  const { selector } = spec.allowedRoutes.namespaces;
  for (const [position, expression] of (selector?.matchExpressions ?? []).entries()) {
    const operator = invalidOperator(expression);
    if (operator === null) continue;
    const steps = ['allowedRoutes', 'namespaces', 'selector', 'matchExpressions', position];
    report(
      atField('resolve/invalid-selector', originAt(origin, ...steps, 'operator'), { operator }),
    );
  }
}
