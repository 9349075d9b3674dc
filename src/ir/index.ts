export type * from './backend.ts';
export type * from './filter.ts';
export type * from './gateway.ts';
export type * from './match.ts';
export * from './names.ts';
export type * from './route.ts';
export type * from './tls.ts';
export * from './precedence.ts';
