import type { Certificate, CertificateId, GatewayIr, TlsListener, TlsSocket } from '../ir/index.ts';
import { originAt } from '../source/place.ts';
import { useOf } from './backend-features.ts';
import type { FeatureUse } from './feature.ts';

/** What the listeners of a Gateway ask for that end TLS. */
export function listenerTlsFeatures({ sockets, certificates }: GatewayIr): readonly FeatureUse[] {
  const byId = new Map(certificates.map((each) => [each.id, each]));
  return sockets.flatMap((socket) =>
    socket.kind === 'tls'
      ? socket.listeners.flatMap((listener) => listenerUses(listener, socket, byId))
      : [],
  );
}

function listenerUses(
  listener: TlsListener,
  socket: TlsSocket,
  certificates: ReadonlyMap<CertificateId, Certificate>,
): readonly FeatureUse[] {
  if (listener.kind === 'passthrough') return [];
  const { tls, origin } = listener;
  const use = useOf({ kind: 'listener', listener });
  const { clients, parameters } = tls;
  const shown = tls.certificates.flatMap((id) => certificates.get(id) ?? []);
  const place = originAt(origin, 'tls');
  return [
    ...(clients === null
      ? []
      : [
          clients.mode === 'required'
            ? use('GatewayFrontendClientCertificateValidation', clients.origin, { clients })
            : use(
                'GatewayFrontendClientCertificateValidationInsecureFallback',
                originAt(clients.origin, 'mode'),
                { clients },
              ),
        ]),
    ...(shown.length > 1
      ? [use('ListenerCertificates', originAt(place, 'certificateRefs'), { certificates: shown })]
      : []),
    ...(parameters === null
      ? []
      : [use('ListenerTLSOptions', originAt(place, 'options'), { parameters, socket })]),
  ];
}
