import type { Backend, BackendProtocol } from '../../../ir/index.ts';
import { directive, type Line, type Parameters } from '../directive.ts';

/**
 * NGINX's module that speaks to a backend, as its directives begin. Below 1.29.4 only the gRPC module speaks
 * HTTP/2 to backends; it carries any request, not just calls.
 */
export type Pass = 'proxy' | 'grpc';

export function passOf(protocol: BackendProtocol): Pass {
  return protocol === 'http2' ? 'grpc' : 'proxy';
}

type PassDirective<Name extends string> = `${Pass}_${Name}`;

/** A directive that both modules have, e.g. `proxy_read_timeout`. */
export function passDirective<Name extends string>(
  pass: Pass,
  name: Name,
  ...parameters: Parameters<PassDirective<Name>>
): Line {
  return directive<PassDirective<Name>>(`${pass}_${name}`, ...parameters);
}

/** The scheme of `proxy_pass` or `grpc_pass`. */
export function passScheme({ protocol, tls }: Pick<Backend, 'protocol' | 'tls'>): string {
  return `${passOf(protocol) === 'grpc' ? 'grpc' : 'http'}${tls === null ? '' : 's'}`;
}
