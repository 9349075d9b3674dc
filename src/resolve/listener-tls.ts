import { atField, type Report } from '../diagnostics/diagnostic.ts';
import type { Certificate, ClientValidation, TlsParameters } from '../ir/index.ts';
import type { Listener } from '../model/index.ts';
import type { FieldPath } from '../source/field-path.ts';
import { originAt, type Origin } from '../source/place.ts';
import { resolveCertificates, type References } from './certificates.ts';
import type { ClientValidations } from './client-validation.ts';
import { readTlsOptions, type TlsOptions } from './tls-options.ts';

/** How TLS ends at a listener; of nothing where it does not end there. */
export interface ListenerTls {
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
}

/** @param clients - of the Gateway: what it says goes for its ListenerSets too */
export function resolveListenerTls(
  spec: Listener,
  origin: Origin,
  clients: ClientValidations,
  references: References,
): ListenerTls {
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
  const verdict = clients.of(spec.port);
  return {
    certificates,
    clients: verdict.kind === 'validated' ? verdict.clients : null,
    parameters,
    clientsPlace: verdict.kind === 'everybody' ? null : verdict.place,
    // Clients that nobody verifies must not get where only verified ones may.
    served: understood && certificates.length > 0 && verdict.kind !== 'invalid',
  };
}

/** Whether the connections of a listener are decrypted by the Gateway. */
export function terminatesTls({ protocol, tls }: Listener): boolean {
  return protocol === 'HTTPS' || (protocol === 'TLS' && tls?.mode !== 'Passthrough');
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
