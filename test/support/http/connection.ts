import { connect as connectTcp } from 'node:net';
import type { Socket } from 'node:net';
import { connect as connectTls, TLSSocket, type SecureContext } from 'node:tls';

/** Where to connect; loopback only. */
export type Endpoint = {
  readonly port: number;
  readonly host?: '127.0.0.1' | '::1';
};

/** How to speak TLS. */
export type TlsOptions = {
  /** SNI; none is sent when absent. */
  readonly servername?: string;
  /** PEM; the server's certificate is verified against it, for `servername`, only when given. */
  readonly ca?: string;
  /** Protocols offered by ALPN, most wanted first. */
  readonly alpn?: readonly string[];
  /** Client certificate, PEM. */
  readonly cert?: string;
  /** Private key of the client certificate, PEM. */
  readonly key?: string;
  /** Holds certificate and key, ready for many connections; reading them takes as long as a handshake. */
  readonly secureContext?: SecureContext;
};

/** What the TLS handshake came to. */
export type TlsSession = {
  /** Protocol chosen by ALPN, or null. */
  readonly alpn: string | null;
  /** Common name of the server's certificate. */
  readonly commonName: string;
  /** `subjectAltName` of the server's certificate as node:tls writes it. */
  readonly altNames: string;
};

/**
 * Opens a socket; connecting goes on when it returns.
 *
 * @param endpoint - where to connect
 * @param tls - how to speak TLS; undefined for plain TCP
 */
export function openSocket(endpoint: Endpoint, tls: TlsOptions | undefined): Socket {
  const { port, host = '127.0.0.1' } = endpoint;
  if (tls === undefined) return connectTcp({ host, port });
  const { alpn, ...rest } = tls;
  return connectTls({
    host,
    port,
    ...rest,
    rejectUnauthorized: tls.ca !== undefined,
    ...(alpn === undefined ? {} : { ALPNProtocols: [...alpn] }),
  });
}

/**
 * @param socket - a connected socket
 * @returns the result of its TLS handshake, or null without TLS
 */
export function tlsSession(socket: Socket): TlsSession | null {
  if (!(socket instanceof TLSSocket)) return null;
  const certificate = socket.getPeerCertificate();
  const name = certificate.subject?.CN ?? '';
  return {
    alpn: socket.alpnProtocol || null,
    commonName: Array.isArray(name) ? name.join(',') : name,
    altNames: certificate.subjectaltname ?? '',
  };
}
