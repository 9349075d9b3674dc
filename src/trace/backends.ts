import type { Backend } from '../ir/index.ts';

/** No endpoint is ready. */
export function isEmpty({ address }: Backend): boolean {
  return address.kind === 'endpoints' && address.endpoints.length === 0;
}
