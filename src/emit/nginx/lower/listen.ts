import type { Socket } from '../../../ir/index.ts';
import type { TargetOptions } from '../../../target/options.ts';
import { socketAddress, type Word } from '../quote.ts';
import { authority } from './authority.ts';

/** What `listen` takes, for each address of a port. */
export function listenAddresses(
  { port: wanted, addresses }: Pick<Socket, 'port' | 'addresses'>,
  { portOffset }: TargetOptions,
): readonly Word[] {
  const port = wanted + portOffset;
  const all =
    addresses.length === 0
      ? [String(port), `[::]:${String(port)}`]
      : addresses.map((address) => authority({ address, port }));
  return all.map(socketAddress);
}
