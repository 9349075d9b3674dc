import { isIP, isIPv4, isIPv6 } from 'node:net';
import type { EndpointMapping, GatewayAddress } from '../../compile-options.ts';
import { CliError } from '../cli-error.ts';
import { parseWhole } from './read.ts';

const label = /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/;

/** RFC 1123 label, as namespaces and Services have. */
export function isDnsLabel(text: string): boolean {
  return label.test(text);
}

/** RFC 1123 subdomain, as Gateways have. */
export function isDnsName(text: string): boolean {
  return text.length <= 253 && text.split('.').every(isDnsLabel);
}

/**
 * `NAMESPACE/NAME`.
 *
 * @throws CliError when it is not.
 */
export function parseObjectName(option: string, text: string): { namespace: string; name: string } {
  const [namespace, name, ...rest] = text.split('/');
  if (namespace === undefined || name === undefined || rest.length > 0)
    throw new CliError(`--${option} must be NAMESPACE/NAME, not ${text}`);
  if (!isDnsLabel(namespace) || !isDnsName(name))
    throw new CliError(`--${option} ${text}: not a name that Kubernetes allows`);
  return { namespace, name };
}

/**
 * `NAMESPACE/GATEWAY=IP`.
 *
 * @throws CliError when it is not.
 */
export function parseGatewayAddress(text: string): GatewayAddress {
  const [gateway = '', address = '', ...rest] = text.split('=');
  // A zone, as in fe80::1%eth0, means nothing on another machine.
  if (rest.length > 0 || isIP(address) === 0 || address.includes('%'))
    throw new CliError(`--address: no IP address in ${text}`, 'Write NAMESPACE/GATEWAY=IP.');
  return { ...parseObjectName('address', gateway), address };
}

/**
 * `NS/SERVICE:PORT=HOST:PORT`; an IPv6 host stands in brackets.
 *
 * @param from - names the option, or file and line, for messages.
 * @throws CliError when it is not.
 */
export function parseEndpoint(from: string, text: string): EndpointMapping {
  const wrong = (why: string): CliError =>
    new CliError(`${from}: ${why} in ${text}`, 'Write NS/SERVICE:PORT=HOST:PORT.');
  const split = text.indexOf('=');
  if (split === -1) throw wrong('no =');
  const service = splitPort(text.slice(0, split));
  const host = splitPort(text.slice(split + 1));
  if (service === null || host === null) throw wrong('a port from 1 to 65535 is missing');
  const [namespace, name, ...rest] = service.host.split('/');
  if (namespace === undefined || name === undefined || rest.length > 0)
    throw wrong('no namespace/service');
  if (!isDnsLabel(namespace) || !isDnsLabel(name)) throw wrong('a name that Kubernetes forbids');
  const literal = hostLiteral(host.host);
  if (literal === null) throw wrong('neither an IP address nor a DNS name');
  return { namespace, service: name, port: service.port, host: literal, targetPort: host.port };
}

/**
 * A DNS server: `IP`, `NAME`, either with `:PORT`. IPv6 comes out in brackets, as NGINX reads it.
 *
 * @throws CliError when it is not.
 */
export function parseResolver(text: string): string {
  if (isIPv6(text)) return `[${text}]`;
  const withPort = splitPort(text);
  const literal = hostLiteral(withPort?.host ?? text);
  if (literal === null)
    throw new CliError(`--resolver ${text}: neither an IP address nor a DNS name`);
  const host = isIPv6(literal) ? `[${literal}]` : literal;
  return withPort === null ? host : `${host}:${String(withPort.port)}`;
}

/** Lines of `--endpoint @FILE`: one mapping each, blank lines and `#` comments aside. */
export function parseEndpointLines(file: string, text: string): readonly EndpointMapping[] {
  return text.split('\n').flatMap((line, index) => {
    const mapping = line.replace(/#.*$/, '').trim();
    return mapping === '' ? [] : [parseEndpoint(`${file}:${String(index + 1)}`, mapping)];
  });
}

function splitPort(text: string): { readonly host: string; readonly port: number } | null {
  const colon = text.lastIndexOf(':');
  if (colon <= 0) return null;
  const port = parseWhole(text.slice(colon + 1), 1, 65535);
  return port === null ? null : { host: text.slice(0, colon), port };
}

/** The host without brackets, or null when it is neither an address nor a name. */
function hostLiteral(text: string): string | null {
  if (text.startsWith('[') && text.endsWith(']')) {
    const inner = text.slice(1, -1);
    return isIPv6(inner) ? inner : null;
  }
  if (isIPv4(text)) return text;
  const name = text.toLowerCase();
  // Digits and dots alone are a mistyped address, not a name.
  return isDnsName(name) && !/^[\d.]+$/.test(name) ? name : null;
}

/** An IP address, in the spelling that addresses are compared in. */
export function parseIpAddress(text: string): string {
  const bare = text.startsWith('[') && text.endsWith(']') ? text.slice(1, -1) : text;
  if (isIPv4(bare) || isIPv6(bare)) return bare.toLowerCase();
  throw new CliError(`--usable-address ${text}: not an IP address`);
}
