import { isAtLeast, type TargetOptions } from '../../target/options.ts';

type Versions = Pick<TargetOptions, 'nginxVersion'>;

/** `server NAME resolve` in `upstream` without NGINX Plus. */
export function supportsResolve({ nginxVersion }: Versions): boolean {
  return isAtLeast(nginxVersion, 1, 27, 3);
}

/** `pass`, `server_name` and `ssl_reject_handshake` in `stream`. */
export function supportsStreamNames({ nginxVersion }: Versions): boolean {
  return isAtLeast(nginxVersion, 1, 25, 5);
}

/** `http2 on` instead of `listen … http2`. */
export function supportsHttp2Directive({ nginxVersion }: Versions): boolean {
  return isAtLeast(nginxVersion, 1, 25, 1);
}

/** `$http_name` holds all lines of a repeated header. */
export function joinsRepeatedHeaders({ nginxVersion }: Versions): boolean {
  return isAtLeast(nginxVersion, 1, 23);
}

/** `ssl_protocols` of other servers than the default one of their port. */
export function supportsVersionsByName({ nginxVersion }: Versions): boolean {
  return isAtLeast(nginxVersion, 1, 29, 2);
}
