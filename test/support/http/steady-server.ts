import { createServer, type ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { listenOnLoopback } from './loopback.ts';

/** A backend that answers with headers at once, and with a body that comes part by part. */
export interface SteadyServer {
  readonly port: number;
  /** Milliseconds of the longest time in which the last answer for a path did not go on; infinite for none. */
  readonly pauseOf: (path: string) => number;
  readonly stop: () => void;
}

/**
 * Starts the backend.
 *
 * @param parts - of each body, one byte long
 * @param every - milliseconds from one part to the next
 */
export async function startSteadyServer(parts: number, every: number): Promise<SteadyServer> {
  const pauses = new Map<string, number>();
  const server = createServer((request, response) => {
    void sendParts(response, parts, every).then((pause) => pauses.set(request.url ?? '', pause));
  });
  const port = await listenOnLoopback(server);
  return {
    port,
    pauseOf: (path) => pauses.get(path) ?? Infinity,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** @returns the longest pause, in milliseconds */
async function sendParts(response: ServerResponse, parts: number, every: number): Promise<number> {
  response.writeHead(200, { 'content-length': parts });
  response.flushHeaders();
  let longest = 0;
  let sent = performance.now();
  for (let part = 0; part < parts && !response.destroyed; part += 1) {
    await wait(every);
    response.write('x');
    const now = performance.now();
    longest = Math.max(longest, now - sent);
    sent = now;
  }
  response.end();
  return longest;
}
