import type { HeaderChange, Outcome } from './model.ts';
import type { HttpRequest } from './request.ts';

/** Answers of GRPCRoutes that clients get as a status of gRPC (HTTP to gRPC Status Code Mapping). */
const codes: ReadonlyMap<number, string> = new Map([
  [404, '12'],
  [503, '14'],
]);

/** The same mapping for all other answers; what it does not name is UNKNOWN. */
const allCodes: ReadonlyMap<number, string> = new Map([
  ...codes,
  ...([
    [400, '13'],
    [401, '16'],
    [403, '7'],
    [429, '14'],
    [502, '14'],
    [504, '14'],
  ] as const),
]);

/** An answer as a client of a GRPCRoute gets it: its own status stands in a header. */
export function answerToCall(
  status: number,
  { headers }: HttpRequest,
): { readonly status: number; readonly response: readonly HeaderChange[] } {
  const code = codes.get(status);
  if (code === undefined || !isCall(headers)) return { status, response: [] };
  return { status: 200, response: [statusField(code)] };
}

/** Answers of the gateway itself as a gRPC client gets them from a target that tells all of them so. */
export function toCaller(outcome: Outcome, { headers }: HttpRequest): Outcome {
  if (!isCall(headers)) return outcome;
  const told = <T extends Told>(answer: T): T =>
    answer.status === null || answer.status === 200
      ? answer
      : {
          ...answer,
          status: 200,
          response: [...answer.response, statusField(allCodes.get(answer.status) ?? '2')],
        };
  switch (outcome.kind) {
    case 'response':
    case 'redirect':
      return told(outcome);
    case 'forward':
      return { ...outcome, shares: outcome.shares.map(told) };
    case 'closed':
    case 'connection':
      return outcome;
  }
}

interface Told {
  readonly status: number | null;
  readonly response: readonly HeaderChange[];
}

function isCall(headers: HttpRequest['headers']): boolean {
  return headers.some(
    ({ name, value }) =>
      name.toLowerCase() === 'content-type' && /^application\/grpc(?:[;+]|$)/i.test(value),
  );
}

function statusField(code: string): HeaderChange {
  return { name: 'grpc-status', change: 'set', values: [code] };
}
