import type { StreamProtocol } from '../ir/index.ts';

/** What the requests of a route are: it decides what is spoken to a backend where nobody says. */
export type RequestKind = 'http' | 'grpc';

/** What a route sends to its backends. */
export type Traffic = RequestKind | StreamProtocol;
