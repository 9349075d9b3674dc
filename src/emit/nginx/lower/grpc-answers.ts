import { directive, type Line, locationHead, when } from '../directive.ts';
import { longDigest } from './digests.ts';
import { empty, text, variable, word } from '../quote.ts';
import type { ExtraLocation, RuleLines } from './rule-surroundings.ts';

/** Not empty for requests of gRPC clients (gRPC over HTTP/2, "Requests": Content-Type). */
export const isGrpc = variable('gw_grpc');

const UNAVAILABLE = 'gw_grpc_unavailable';
const UNIMPLEMENTED = 'gw_grpc_unimplemented';

/**
 * In locations of GRPCRoutes: a response that NGINX makes itself becomes a gRPC status.
 *
 * @param headers - what the rule does with headers of such responses
 */
export function unavailable(headers: readonly Line[]): RuleLines {
  if (headers.length === 0) return { lines: errorPage(UNAVAILABLE), others: [] };
  // By its content, since locations of one name have to be alike.
  const name = `${UNAVAILABLE}_${longDigest(headers.join('\n'))}`;
  return { lines: errorPage(name), others: [unavailableAnswer(name, headers)] };
}

function errorPage(location: string): readonly Line[] {
  const statuses = ['502', '503', '504'].map(word);
  return [directive('error_page', ...statuses, word('='), word(`@${location}`))];
}

function unavailableAnswer(name: string, headers: readonly Line[]): ExtraLocation {
  return answer(name, { code: 14, status: 503, message: 'no backend can take the call', headers });
}

/** Where nothing matches, in a host with GRPCRoutes. */
export const unimplementedLines: readonly Line[] = [
  directive('error_page', word('404'), word('='), word(`@${UNIMPLEMENTED}`)),
  directive('return', word('404')),
];

/** Answers without a body: its status stands in the headers ("Trailers-Only"). */
export const grpcAnswers: readonly ExtraLocation[] = [
  unavailableAnswer(UNAVAILABLE, []),
  answer(UNIMPLEMENTED, { code: 12, status: 404, message: 'no route takes the call', headers: [] }),
];

interface GrpcAnswer {
  /** Of gRPC. */
  readonly code: number;
  /** What other clients get. */
  readonly status: number;
  readonly message: string;
  readonly headers: readonly Line[];
}

function answer(name: string, { code, status, message, headers }: GrpcAnswer): ExtraLocation {
  return {
    head: locationHead(word(`@${name}`)),
    lines: [
      when(
        { kind: 'equals', variable: isGrpc, value: empty },
        // A field of its own, which is not sent, keeps those below away.
        directive('add_header', word('grpc-status'), empty),
        ...headers,
        directive('return', word(String(status))),
      ),
      directive('default_type', text('application/grpc')),
      directive('add_header', word('grpc-status'), word(String(code)), word('always')),
      directive('add_header', word('grpc-message'), text(message), word('always')),
      ...headers,
      directive('return', word('200'), empty),
    ],
  };
}
