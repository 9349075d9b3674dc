import type { ExternalAuth, HeaderValue } from '../ir/index.ts';

/** What an authorization server is told of a request (GEP-1494). */
export interface AuthQuestion {
  readonly protocol: ExternalAuth['protocol'];
  readonly method: string;
  /** With the query, and behind `http.path`. */
  readonly path: string;
  readonly host: string;
  /** Those that the server may see; proxies add their own. */
  readonly headers: readonly HeaderValue[];
  /** Bytes of the body that the server is told at most; 0 for none. A traced request has no body. */
  readonly bodyLimit: number;
}

/** What it answers: any status but 2xx refuses the request. */
export interface AuthAnswer {
  readonly status: number;
  /** Without those that frame the message. */
  readonly headers: readonly HeaderValue[];
}

/** The authorization servers, whose minds nobody else knows. */
export type AskServers = (question: AuthQuestion) => AuthAnswer;

/** Servers that let everybody in, and add nothing. */
export const everybodyIn: AskServers = () => ({ status: 200, headers: [] });
