import type {
  Certificate,
  GatewayIr,
  HttpsListener,
  Socket,
  TerminatingListener,
  TlsParameters,
  TlsSocket,
} from '../../../ir/index.ts';
import { certificatePaths } from '../../../target/certificate-files.ts';
import { cipherNames } from '../../../target/cipher-names.ts';
import type { TargetOptions } from '../../../target/options.ts';
import { directive, when, type Line } from '../directive.ts';
import {
  emptyKey,
  expression,
  mapKey,
  regex,
  text,
  variable,
  word,
  type MapKey,
  type Word,
  type VariableName,
} from '../quote.ts';
import { pcreLiteral } from '../pcre.ts';
import type { MapBlock } from '../view.ts';
import { supportsHttp2Directive } from '../versions.ts';
import { clientLines, sessionLines } from './client-lines.ts';
import { hostToken } from './host-token.ts';
import { mapBlock } from './map-block.ts';
import { versionLines } from './tls-versions.ts';

/** Certificates of a listener, several when it has RSA and ECDSA ones. */
function certificateLines(
  listener: HttpsListener | TerminatingListener,
  gateway: GatewayIr,
  options: TargetOptions,
): readonly Line[] {
  const byId = new Map(gateway.certificates.map((each) => [each.id, each]));
  return listener.tls.certificates.flatMap((id): readonly Line[] => {
    const certificate: Certificate | undefined = byId.get(id);
    if (certificate === undefined) throw new Error(`the IR lacks the certificate ${id}`);
    const { chain, key } = certificatePaths(certificate, gateway.resource, options);
    return [directive('ssl_certificate', text(chain)), directive('ssl_certificate_key', text(key))];
  });
}

/** Everything of TLS that a listener says in each of its servers. */
export function listenerTlsLines(
  listener: HttpsListener | TerminatingListener,
  socket: TlsSocket,
  { gateway, options }: { readonly gateway: GatewayIr; readonly options: TargetOptions },
): readonly Line[] {
  const { clients, parameters } = listener.tls;
  return [
    ...certificateLines(listener, gateway, options),
    ...versionLines(listener, socket, options),
    ...cipherLines('ssl_ciphers', parameters),
    ...clientLines(clients, { gateway, options }),
    ...sessionLines(socket),
  ];
}

/** The same for servers of hosts that no listener claims: the first one of a port counts for others too. */
export function rejectingTlsLines(socket: TlsSocket, options: TargetOptions): readonly Line[] {
  return [...rejectHandshake, ...versionLines(null, socket, options), ...sessionLines(socket)];
}

/** @param name - of the directive */
export function cipherLines(name: string, parameters: TlsParameters | null): readonly Line[] {
  const ciphers = parameters?.ciphers ?? null;
  if (ciphers === null) return [];
  return [directive(name, word(ciphers.map((each) => cipherNames[each]).join(':')))];
}

/** Parameters of `listen` for a port with TLS. */
export function tlsListenParameters(options: TargetOptions): readonly Word[] {
  return supportsHttp2Directive(options) ? [word('ssl')] : [word('ssl'), word('http2')];
}

/** HTTP/2 on every port: by ALPN with TLS, by prior knowledge without. Older versions can only do the former. */
export function http2Lines(options: TargetOptions): readonly Line[] {
  return supportsHttp2Directive(options) ? [directive('http2', word('on'))] : [];
}

/** Clients whose SNI names nobody get no certificate, and no other host's by asking for it. */
const rejectHandshake: readonly Line[] = [directive('ssl_reject_handshake', word('on'))];

/** A socket with one listener cannot be asked for another's hosts. */
export function tellsListenersApart(socket: Socket): socket is TlsSocket {
  return socket.kind === 'tls' && socket.listeners.length > 1;
}

/** The listener that the client's SNI has chosen. */
export function listenerBySni(socket: TlsSocket, port: number): MapBlock {
  const entries = socket.listeners.flatMap((listener) =>
    listener.hostname === null
      ? []
      : [{ key: sniKey(hostToken(listener.hostname)), value: text(listener.id) }],
  );
  const catchAll = socket.listeners.find(({ hostname }) => hostname === null);
  const fallback = text(catchAll?.id ?? '');
  const map = mapBlock(
    sniVariable(port),
    [{ variable: variable('ssl_server_name') }],
    fallback,
    entries,
  );
  return { ...map, lines: [directive('hostnames'), ...map.lines] };
}

// Names of one label could be taken for parameters of `map`, such as `default`.
export function sniKey(host: Word): Word | MapKey {
  return host.includes('.') ? host : mapKey(host);
}

/** 421 when the Host belongs to another listener than the TLS connection (GEP-3567). */
export function misdirectedLine(listener: HttpsListener, port: number): Line {
  return when(
    { kind: 'differs', variable: sniVariable(port), value: text(listener.id) },
    directive('return', word('421')),
  );
}

// No listener can be called so.
const inTheClear = '-';

/** The same where the server takes requests in the clear from other ports, too. */
export function entryByScheme(port: number): MapBlock {
  return mapBlock(
    entryVariable(port),
    [{ variable: variable('https') }],
    expression({ variable: sniVariable(port) }),
    [{ key: emptyKey, value: word(inTheClear) }],
  );
}

/** 421 for TLS connections as in `misdirectedLine`, and for no others. */
export function misdirectedEntryLine({ id }: HttpsListener, port: number): Line {
  return when(
    {
      kind: 'unlike',
      variable: entryVariable(port),
      value: regex(`^(?:${inTheClear}|${pcreLiteral(id)})\\z`, ''),
    },
    directive('return', word('421')),
  );
}

function entryVariable(port: number): VariableName {
  return variable(`gw_entry_${String(port)}`);
}

function sniVariable(port: number): VariableName {
  return variable(`gw_listener_${String(port)}`);
}
