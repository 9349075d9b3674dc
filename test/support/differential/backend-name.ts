import type { BackendView } from '../../../src/trace/model.ts';

/** What a backend calls itself; null for none, and for one that is not who it should be. */
export function nameOf(backend: BackendView | null): string | null {
  if (backend === null || isStray(backend)) return null;
  const { kind, namespace, name } = backend;
  return `${kind === 'Service' ? '' : `${kind}/`}${namespace}/${name}`;
}

/** Whether a backend does not pass the verification that the configuration wants of it (random/backends.ts). */
export function isStray(backend: BackendView | null): boolean {
  return backend !== null && backend.name.startsWith('stray');
}
