import { connect, type SecureVersion, type TLSSocket } from 'node:tls';

/** What a client offers. */
export type Offer = {
  readonly port: number;
  readonly sni: string;
  /** The only version; TLS 1.2 and 1.3 by default. */
  readonly version?: SecureVersion;
  /** Cipher suites, as OpenSSL calls them. */
  readonly ciphers?: string;
  /** Signature algorithms, as OpenSSL calls them. */
  readonly sigalgs?: string;
};

/** What client and server agree on. */
export type Agreement = {
  /** `TLSv1.2` or `TLSv1.3`. */
  readonly version: string;
  /** The cipher suite, as OpenSSL calls it. */
  readonly cipher: string;
  /** Of the server's certificate. */
  readonly keyKind: 'rsa' | 'ecdsa';
};

/** Shakes hands and hangs up; null where the server refuses. */
export function shakeHands({
  port,
  sni,
  version,
  ciphers,
  sigalgs,
}: Offer): Promise<Agreement | null> {
  return new Promise((resolve) => {
    const socket = connect({
      ...{ host: '127.0.0.1', port, servername: sni, rejectUnauthorized: false },
      ...(version === undefined ? {} : { minVersion: version, maxVersion: version }),
      ...(ciphers === undefined ? {} : { ciphers }),
      ...(sigalgs === undefined ? {} : { sigalgs }),
    });
    socket.once('secureConnect', () => {
      resolve(agreementOf(socket));
      socket.destroy();
    });
    socket.on('error', () => resolve(null));
    socket.once('close', () => resolve(null));
  });
}

function agreementOf(socket: TLSSocket): Agreement {
  const { asn1Curve } = socket.getPeerCertificate();
  return {
    version: socket.getProtocol() ?? '',
    cipher: socket.getCipher().name,
    keyKind: asn1Curve === undefined ? 'rsa' : 'ecdsa',
  };
}
