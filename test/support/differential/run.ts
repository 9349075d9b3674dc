import type { Configuration } from '../random/configuration.ts';
import type { RandomRequest } from '../random/requests.ts';
import { makeClient } from './client.ts';
import { expectedOf, observe, type Observed } from './observe.ts';
import type { ServedBatch } from './serve.ts';
import type { TargetsResult } from '../../../src/trace/model.ts';
import { verdict } from './verdict.ts';

/** A request of a configuration of the batch. */
export interface Asked {
  readonly configuration: Configuration;
  readonly request: RandomRequest;
}

/** What the matcher says of a request, and what a proxy did. */
export interface Compared {
  readonly expected: TargetsResult;
  readonly got: Observed;
  /** Null where they agree. */
  readonly problem: string | null;
  /** Whether it was asked twice, because the proxy could not reach the backend. */
  readonly again: boolean;
}

const inFlight = 32;

/**
 * Sends requests to a proxy, some at a time and in any order.
 *
 * @returns what came of each, in the order of `asked`; null for those that the proxy does not serve
 */
export async function runRequests(
  asked: readonly Asked[],
  served: ServedBatch,
): Promise<readonly (Compared | null)[]> {
  const client = makeClient();
  const results: (Compared | null)[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    for (let index = next++; index < asked.length; index = next++) {
      const each = asked[index];
      if (each !== undefined) results[index] = await compareOne(each, served, client);
    }
  };
  try {
    await Promise.all(Array.from({ length: inFlight }, work));
  } finally {
    client.close();
  }
  return results;
}

async function compareOne(
  { configuration, request }: Asked,
  served: ServedBatch,
  client: ReturnType<typeof makeClient>,
): Promise<Compared | null> {
  if (!speaks(served, request)) return null;
  const { result: expected } = expectedOf(request, configuration.name, served);
  // Nobody looks into a connection, so that only its end can be waited for.
  const ask = () =>
    observe(request, configuration.name, served, { client, outcome: expected.outcome });
  const body = request.body?.text ?? '';
  const made = { target: served.proxy.target, wire: request.protocol, body };
  const first = await ask();
  const problem = verdict(expected.outcome, first, made);
  // What becomes of requests is compared here, not connections to backends, which break when a machine is too busy.
  if (problem === null || !isUnreached(first))
    return { expected, got: first, problem, again: false };
  console.error(
    `asked again: ${problem}\n${served.log().split('\n').slice(-LOG_LINES).join('\n')}`,
  );
  const got = await ask();
  return { expected, got, problem: verdict(expected.outcome, got, made), again: true };
}

/** Of what the proxy says about it. */
const LOG_LINES = 4;

/** Whether a proxy had no connection to a backend. */
function isUnreached(got: Observed): boolean {
  return got.kind === 'response' && got.backend === null && unreached.has(got.status);
}

const unreached: ReadonlySet<number> = new Set([502, 503]);

/** NGINX before 1.25.1 speaks HTTP/2 over TLS only (SUPPORT.md). */
function speaks({ proxy }: ServedBatch, { port, protocol }: RandomRequest): boolean {
  const plain = port === 'http' || port === 'other';
  return !(proxy.name === 'nginx-1.22' && protocol === 'http2' && plain);
}
