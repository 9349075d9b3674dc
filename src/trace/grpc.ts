import type { HeaderChange } from './model.ts';
import type { HttpRequest } from './request.ts';

/** Answers of the gateway itself that gRPC clients get as a status of gRPC (HTTP to gRPC Status Code Mapping). */
const codes: ReadonlyMap<number, string> = new Map([
  [404, '12'],
  [503, '14'],
]);

/** An answer as a client of a GRPCRoute gets it: its own status stands in a header. */
export function answerToCall(
  status: number,
  { headers }: HttpRequest,
): { readonly status: number; readonly response: readonly HeaderChange[] } {
  const code = codes.get(status);
  const isCall = headers.some(
    ({ name, value }) =>
      name.toLowerCase() === 'content-type' && /^application\/grpc(?:[;+]|$)/i.test(value),
  );
  if (code === undefined || !isCall) return { status, response: [] };
  return { status: 200, response: [{ name: 'grpc-status', change: 'set', values: [code] }] };
}
