import type { Backend } from './backend.ts';

/** The same for backends that connections are made to in the same way, whatever policy says so. */
export function connectionKey({ protocol, tls }: Pick<Backend, 'protocol' | 'tls'>): string {
  return JSON.stringify([protocol, tls === null ? null : { ...tls, origin: null }]);
}
