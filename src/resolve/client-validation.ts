import { atField, type Report } from '../diagnostics/diagnostic.ts';
import { trustBundleId, type ClientValidation, type TrustBundle } from '../ir/index.ts';
import {
  originOf,
  type FrontendValidation,
  type GatewaySpec,
  type Resource,
} from '../model/index.ts';
import type { FieldPath } from '../source/field-path.ts';
import { originAt, type Origin } from '../source/place.ts';
import { authoritiesOf } from './authority-references.ts';
import type { ObjectIndex } from './object-index.ts';
import { anchorsOf } from './trust.ts';

/** What `tls.frontend` of a Gateway says of the clients of one port (GEP-91). */
export type ClientVerdict =
  | { readonly kind: 'everybody' }
  | { readonly kind: 'validated'; readonly clients: ClientValidation; readonly place: FieldPath }
  /** Nobody can be told from anybody, so nobody may come in. */
  | { readonly kind: 'invalid'; readonly place: FieldPath };

/** How the clients of a Gateway's listeners that end TLS are verified. */
export interface ClientValidations {
  readonly of: (port: number) => ClientVerdict;
  readonly bundles: readonly TrustBundle[];
}

interface Settings {
  /** `default`, or the port. */
  readonly part: string;
  readonly validation: FrontendValidation;
  readonly origin: Origin;
}

/** @param ports - those that some listener ends TLS on: nothing else can be verified there */
export function resolveClientValidation(
  gateway: Resource<GatewaySpec>,
  ports: ReadonlySet<number>,
  index: ObjectIndex,
  report: Report,
): ClientValidations {
  const frontend = gateway.spec.tls?.frontend;
  if (frontend === undefined) return { of: () => ({ kind: 'everybody' }), bundles: [] };
  const { perPort = [] } = frontend;
  const own = new Set(perPort.map(({ port }) => port));
  const place = (...path: FieldPath) => originOf(gateway, 'spec', 'tls', 'frontend', ...path);
  const bundles: TrustBundle[] = [];
  const verdicts = new Map<number, ClientVerdict>();
  const settle = (settings: Settings, of: readonly number[]): void => {
    const verdict = verdictOf(settings, of, bundles, { gateway, index, report });
    for (const port of of) verdicts.set(port, verdict);
  };
  const { validation } = frontend.default;
  if (validation !== undefined)
    settle(
      { part: 'default', validation, origin: place('default', 'validation') },
      [...ports].filter((port) => !own.has(port)),
    );
  for (const [position, { port, tls }] of perPort.entries())
    if (tls.validation !== undefined)
      settle(
        {
          part: String(port),
          validation: tls.validation,
          origin: place('perPort', position, 'tls', 'validation'),
        },
        ports.has(port) ? [port] : [],
      );
  return { of: (port) => verdicts.get(port) ?? { kind: 'everybody' }, bundles };
}

interface ValidationContext {
  readonly gateway: Resource<GatewaySpec>;
  readonly index: ObjectIndex;
  readonly report: Report;
}

function verdictOf(
  { part, validation, origin }: Settings,
  ports: readonly number[],
  bundles: TrustBundle[],
  { gateway, index, report }: ValidationContext,
): ClientVerdict {
  const place = origin.path;
  if (ports.length === 0) {
    const which = part === 'default' ? 'no listener' : `no listener of port ${part}`;
    report(atField('resolve/client-validation-unused', origin, { which }));
    return { kind: 'invalid', place };
  }
  const optional = validation.mode === 'AllowInsecureFallback';
  if (optional) report(atField('resolve/insecure-client-validation', originAt(origin, 'mode'), {}));
  const refs = originAt(origin, 'caCertificateRefs');
  const found = validation.caCertificateRefs.flatMap((ref, position) =>
    authoritiesOf(ref, originAt(refs, position), {
      index,
      kindCode: 'resolve/client-authority-kind',
      report,
    }),
  );
  if (found.length === 0) {
    report(atField('resolve/no-client-authority', refs, {}));
    return { kind: 'invalid', place };
  }
  const id = trustBundleId(gateway.id, part);
  const certificates = found.join('');
  bundles.push({ id, certificates });
  const mode = optional ? 'optional' : 'required';
  const clients = { mode, trust: id, anchors: anchorsOf(certificates), origin } as const;
  return { kind: 'validated', clients, place };
}
