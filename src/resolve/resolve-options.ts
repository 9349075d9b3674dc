import type { CompileOptions } from '../compile-options.ts';

/** The options that decide what references mean. */
export type ResolveOptions = Pick<
  CompileOptions,
  | 'gateways'
  | 'gatewayClass'
  | 'controllerName'
  | 'addresses'
  | 'usableAddresses'
  | 'clusterDomain'
  | 'endpoints'
  | 'assumeSecrets'
  | 'assumeServices'
> & { readonly portOffset: number };
