export type * from './backend-tls-policy.ts';
export type * from './core.ts';
export type * from './gateway.ts';
export type * from './grpc-route.ts';
export type * from './http-route.ts';
export type * from './references.ts';
export type * from './reference-grant.ts';
export * from './resource.ts';
export type * from './resource-set.ts';
