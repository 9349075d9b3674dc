import type { BackendProtocol, ExternalAuth, PathChange } from '../ir/index.ts';
import type { TargetOptions } from './options.ts';

/**
 * What a target does with every request, whatever the rules say: how it reads one, and the small things in which
 * proxies differ (`differences.ts`, SUPPORT.md). The reference matcher (src/trace) is told by this.
 */
export interface Conduct {
  /** Reads the path of a request as it was sent, without its query. */
  readonly readPath: (sent: string) => PathReading;
  /** A path of a match in the form of `ReadPath.compared`; null when no request has it. */
  readonly pathOfMatch: (value: string) => string | null;
  /** The path and query that a backend of a protocol gets; null where such requests are refused with 400. */
  readonly changePath: (
    change: PathChange | null,
    path: ReadPath,
    query: string | null,
    protocol: BackendProtocol,
  ) => string | null;
  /** The path and query of a redirect; null where such requests are refused with 400. */
  readonly redirectPath: (
    change: PathChange | null,
    path: ReadPath,
    query: string | null,
  ) => string | null;
  /** The host of a redirect that keeps the request's. */
  readonly redirectHost: (host: string) => string;
  /** A redirect that keeps the host names even the well-known port, where the client has named one. */
  readonly redirectsWithPort: boolean;
  /** The name that listeners are chosen by, of the one that a client sends in SNI. */
  readonly sniName: (sent: string) => string;
  /** Host as the backend gets it when no filter changes it. */
  readonly forwardedHost: (host: string) => string;
  /** What header matches compare, and what further values are appended to, given the lines of one header. */
  readonly headerValues: (lines: readonly string[], options: TargetOptions) => readonly string[];
  /** Status of the answer to a CORS preflight. */
  readonly preflightStatus: 200 | 204;
  /** CORS holds for answers of the target itself, too: redirects, and those of rules without a valid backend. */
  readonly corsOnAnswers: boolean;
  /** Responses of rules with CORS say that they depend on Origin. */
  readonly corsVaries: boolean;
  /** Methods that are answered with 405 before any rule is looked at. */
  readonly refusedMethods: ReadonlySet<string>;
  /** They are so before the host is looked at, too. */
  readonly refusesMethodsFirst: boolean;
  /** Where clients are verified, a request whose host is another name than that of SNI gets 421. */
  readonly bindsVerifiedToSni: boolean;
  /** Answers of the target itself become a status of gRPC for gRPC clients on every host, not only where GRPCRoutes are. */
  readonly tellsCallsEverywhere: boolean;
  /** Whether a status of an authorization server lets a request in. */
  readonly authAllows: (status: number, protocol: ExternalAuth['protocol']) => boolean;
  /** What the client is told of any other status. */
  readonly denial: (status: number, protocol: ExternalAuth['protocol']) => Denial;
}

export interface Denial {
  readonly status: number;
  /** Whether a header of the server's answer reaches the client, by its name in lower case. */
  readonly tells: (name: string) => boolean;
}

export type PathReading =
  | ReadPath
  | {
      readonly kind: 'refused';
      /** Prose without a final dot. */
      readonly why: string;
      /** Before the host is looked at, so that hosts without routes answer so too. */
      readonly early: boolean;
    };

export interface ReadPath {
  readonly kind: 'read';
  /** As the client sent it. */
  readonly sent: string;
  /** What Exact and PathPrefix compare; one character for each byte. */
  readonly compared: string;
  /** What regular expressions see; one character for each byte. */
  readonly seen: string;
  /** What a backend gets when no filter changes it. */
  readonly forwarded: string;
}

/** @param early - before the host is looked at */
export function refused(why: string, early = false): PathReading {
  return { kind: 'refused', why, early };
}

/** One character for each byte of the text's UTF-8. */
export function bytesOf(text: string): string {
  return Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join('');
}

/** `?` and the query, or nothing where there is none. */
export function queryText(query: string | null): string {
  return query === null ? '' : `?${query}`;
}
