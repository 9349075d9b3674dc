import type { Certificate, CertificateId, GatewayIr, TlsListener, TlsSocket } from '../ir/index.ts';
import { useOf } from './backend-features.ts';
import type { Visit } from './feature.ts';

/** What the listeners of a Gateway ask for that end TLS. */
export function listenerTlsFeatures({ sockets, certificates }: GatewayIr, visit: Visit): void {
  const byId = new Map(certificates.map((each) => [each.id, each]));
  for (const socket of sockets)
    if (socket.kind === 'tls')
      for (const listener of socket.listeners) listenerUses(listener, socket, byId, visit);
}

function listenerUses(
  listener: TlsListener,
  socket: TlsSocket,
  certificates: ReadonlyMap<CertificateId, Certificate>,
  visit: Visit,
): void {
  if (listener.kind === 'passthrough') return;
  const { tls, origin } = listener;
  const use = useOf({ kind: 'listener', listener }, visit);
  const { clients, parameters } = tls;
  const shown = tls.certificates.flatMap((id) => certificates.get(id) ?? []);
  if (clients?.mode === 'required')
    use('GatewayFrontendClientCertificateValidation', clients.origin, { clients });
  else if (clients !== null)
    use('GatewayFrontendClientCertificateValidationInsecureFallback', clients.origin, { clients }, [
      'mode',
    ]);
  if (shown.length > 1)
    use('ListenerCertificates', origin, { certificates: shown }, ['tls', 'certificateRefs']);
  if (parameters !== null)
    use('ListenerTLSOptions', origin, { parameters, socket }, ['tls', 'options']);
}
