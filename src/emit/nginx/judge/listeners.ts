import type { Certificate, ClientValidation, TlsParameters, TlsSocket } from '../../../ir/index.ts';
import { exact, type Support } from '../../../target/capability.ts';
import type { TargetOptions } from '../../../target/options.ts';
import { unsupported } from '../../../target/verdict.ts';
import { commonVersions, isUsual, rangeOf } from '../lower/tls-versions.ts';
import { supportsVersionsByName } from '../versions.ts';

export const closedAfterHandshake = {
  level: 'approximated',
  how: 'NGINX verifies clients after the handshake, and closes connections of those that fail',
  differs:
    'such clients see a closed connection instead of a TLS alert, or the 400, 404 and 405 of requests that NGINX refuses by itself (paths that cannot be read, hosts of no listener, TRACE); a request for another name than the SNI gets 421, whoever sends it',
} as const satisfies Support;

const closedBelowRoots: Support = {
  level: 'approximated',
  how: `${closedAfterHandshake.how}; it trusts an authority only with all that have certified it, and not all of these are given`,
  differs: 'clients whom such an authority has certified do not come in',
};

export function judgeClients({ anchors }: ClientValidation): Support {
  return anchors === 'roots' ? closedAfterHandshake : closedBelowRoots;
}

export const unknownIssuersOnly: Support = {
  level: 'approximated',
  how: 'NGINX asks for a certificate of any authority, and closes connections of clients that show one which is wrong in itself, such as an expired one',
  differs:
    'those clients do not come in, although AllowInsecureFallback would let them; a request for another name than the SNI gets 421',
};

const oneOfEachKind: Support = unsupported(
  'NGINX has one RSA and one ECDSA certificate for each listener; give each further one a listener of its own',
);

/** What holds in general: a listener with several certificates of a kind is refused. */
export const someOfEachKind: Support = {
  level: 'approximated',
  how: 'a listener has one certificate with an RSA key and one with an ECDSA key',
  differs: 'listeners with several of a kind are refused, where their Secrets are in the input',
};

/** What files hold that are not here is not known. */
const unknownKinds: Support = {
  level: 'approximated',
  how: 'of several certificates of a listener, NGINX uses the last one with an RSA and the last one with an ECDSA key',
  differs: 'clients never see the others',
};

export function judgeCertificates(certificates: readonly Certificate[]): Support {
  const kinds = certificates.map(({ source }) =>
    source.kind === 'inline' ? source.keyKind : null,
  );
  const known = kinds.filter((kind) => kind !== null);
  if (new Set(known).size < known.length) return oneOfEachKind;
  return known.length < kinds.length ? unknownKinds : exact;
}

export const oneRangeForAll: Support = {
  level: 'approximated',
  how: 'NGINX before 1.29.2 has one range of TLS versions for each port: the one that all its listeners have in common',
  differs: 'listeners of the port that ask for more versions have fewer',
};

export function judgeTlsOptions(
  { parameters, socket }: { readonly parameters: TlsParameters; readonly socket: TlsSocket },
  options: TargetOptions,
): Support {
  if (supportsVersionsByName(options)) return exact;
  // What only names cipher suites takes what versions there are.
  if (isUsual(parameters)) return exact;
  const common = commonVersions(socket);
  if (common === null)
    return unsupported(
      'NGINX before 1.29.2 has one range of TLS versions for each port, and the listeners of this one have none in common',
    );
  const { minimum, maximum } = parameters;
  const alone = socket.listeners.every((listener) => {
    const range = rangeOf(listener);
    const same = range.minimum === minimum && range.maximum === maximum;
    return same || listener.kind === 'passthrough';
  });
  return alone ? exact : oneRangeForAll;
}
