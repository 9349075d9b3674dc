import type { ClientValidation, GatewayIr, Socket } from '../../../ir/index.ts';
import { bundlePath } from '../../../target/certificate-files.ts';
import type { TargetOptions } from '../../../target/options.ts';
import { directive, type Line, locationHead } from '../directive.ts';
import { text, word } from '../quote.ts';
import type { LocationBlock } from '../view.ts';

/**
 * How a listener verifies its clients (GEP-91). `optional_no_ca` lets in whom no authority is known for. It names
 * none, as a certificate that only seems to come from one of them, by its issuer's name, would be refused.
 */
export function clientLines(
  clients: ClientValidation | null,
  { gateway, options }: { readonly gateway: GatewayIr; readonly options: TargetOptions },
): readonly Line[] {
  if (clients === null) return [];
  const depth = directive('ssl_verify_depth', word('9'));
  if (clients.mode === 'optional')
    return [directive('ssl_verify_client', word('optional_no_ca')), depth];
  return [
    directive('ssl_verify_client', word('on')),
    depth,
    directive('ssl_client_certificate', text(bundlePath(clients.trust, gateway.resource, options))),
  ];
}

/**
 * For every server of a port with such a listener, as sessions belong to the port's default server: a session that
 * is resumed is not verified again, maybe not even by the same authorities (CVE-2025-23419).
 */
export function sessionLines(socket: Socket): readonly Line[] {
  return clientsOf(socket) === null ? [] : [directive('ssl_session_cache', word('off'))];
}

/** Who may come in, which is the same for all listeners of a port (GEP-91); null for everybody. */
export function clientsOf(socket: Socket): ClientValidation | null {
  if (socket.kind !== 'tls') return null;
  const all = socket.listeners.map((each) =>
    each.kind === 'passthrough' ? null : each.tls.clients,
  );
  return all.find((clients) => clients !== null) ?? null;
}

/** Where clients end that are not let in: NGINX has no TLS alert for them (templates/nginx/http.njk). */
export const unverifiedLocation: LocationBlock = {
  comments: [],
  head: locationHead(word('@gw_unverified')),
  lines: [directive('return', word('444'))],
};
