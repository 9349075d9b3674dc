import type { Address, Listener } from '../../generated/envoy-api.ts';
import { child } from '../problem.ts';
import type { Placed } from './duplicates.ts';

/** The sockets that a listener binds, in one spelling. */
export function socketsOf(listener: Listener, pointer: string): readonly Placed[] {
  const { address, additional_addresses: additional = [] } = listener;
  const more = additional.map(({ address: each }, position) => {
    const place = child(child(pointer, 'additional_addresses'), position);
    return [each, child(place, 'address')] as const;
  });
  return [[address, child(pointer, 'address')] as const, ...more].flatMap(([each, place]) => {
    const socket = each === undefined ? null : socketOf(each);
    return socket === null ? [] : [[socket, place] as const];
  });
}

function socketOf({ socket_address: socket }: Address): string | null {
  if (socket === undefined) return null;
  const { address, port_value: port, protocol = 'TCP' } = socket;
  return port === undefined ? null : `${protocol} ${canonical(address)}:${port}`;
}

/** An IPv6 address has many spellings; a URL knows the shortest. */
function canonical(address: string): string {
  const host = address.includes(':') ? `[${address}]` : address;
  const url = `http://${host}/`;
  return URL.canParse(url) ? new URL(url).hostname : address;
}
