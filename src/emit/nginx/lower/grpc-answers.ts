import { directive, type Line, locationHead, when } from '../directive.ts';
import { empty, text, variable, word } from '../quote.ts';
import type { ExtraLocation } from './rule-surroundings.ts';

/** Not empty for requests of gRPC clients (gRPC over HTTP/2, "Requests": Content-Type). */
export const isGrpc = variable('gw_grpc');

const UNAVAILABLE = 'gw_grpc_unavailable';
const UNIMPLEMENTED = 'gw_grpc_unimplemented';

/** In locations of GRPCRoutes: a response that NGINX makes itself becomes a gRPC status. */
export const unavailableLines: readonly Line[] = [
  directive(
    'error_page',
    word('502'),
    word('503'),
    word('504'),
    word('='),
    word(`@${UNAVAILABLE}`),
  ),
];

/** Where nothing matches, in a host with GRPCRoutes. */
export const unimplementedLines: readonly Line[] = [
  directive('error_page', word('404'), word('='), word(`@${UNIMPLEMENTED}`)),
  directive('return', word('404')),
];

/** Answers without a body: its status stands in the headers ("Trailers-Only"). */
export const grpcAnswers: readonly ExtraLocation[] = [
  answer(UNAVAILABLE, 14, 503, 'no backend can take the call'),
  answer(UNIMPLEMENTED, 12, 404, 'no route takes the call'),
];

function answer(name: string, code: number, status: number, message: string): ExtraLocation {
  return {
    head: locationHead(word(`@${name}`)),
    lines: [
      when(
        { kind: 'equals', variable: isGrpc, value: empty },
        // A field of its own, which is not sent, keeps those below away.
        directive('add_header', word('grpc-status'), empty),
        directive('return', word(String(status))),
      ),
      directive('default_type', text('application/grpc')),
      directive('add_header', word('grpc-status'), word(String(code)), word('always')),
      directive('add_header', word('grpc-message'), text(message), word('always')),
      directive('return', word('200'), empty),
    ],
  };
}
