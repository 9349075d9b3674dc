import type { Endpoint } from '../../../ir/index.ts';

/** `host:port`, IPv6 in brackets. */
export function authority({ address, port }: Endpoint): string {
  return `${address.includes(':') ? canonicalIpv6(address) : address}:${String(port)}`;
}

// NGINX refuses `::` for a single group, as in `1:2:3:4:5:6:7::`; the canonical form has it only for
// several (RFC 5952, section 4.2.2).
function canonicalIpv6(address: string): string {
  return new URL(`http://[${address}]`).hostname;
}
