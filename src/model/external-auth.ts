import type { BackendReference } from './references.ts';

/** GEP-1494. */
export interface ExternalAuthFilter {
  readonly protocol: 'HTTP' | 'GRPC';
  readonly backendRef: BackendReference;
  readonly grpc?: { readonly allowedHeaders?: readonly string[] };
  readonly http?: {
    readonly path?: string;
    readonly allowedHeaders?: readonly string[];
    readonly allowedResponseHeaders?: readonly string[];
  };
  readonly forwardBody?: { readonly maxSize?: number };
}
