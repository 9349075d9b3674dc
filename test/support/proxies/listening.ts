import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

const POLL_MS = 10;
const CONNECT_LIMIT_MS = 1000;

/**
 * @param port - TCP port
 * @returns whether something accepts connections there on 127.0.0.1
 */
export function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, timeout: CONNECT_LIMIT_MS });
    const settle = (accepted: boolean) => (): void => {
      socket.destroy();
      resolve(accepted);
    };
    socket.once('connect', settle(true));
    socket.once('error', settle(false));
    socket.once('timeout', settle(false));
  });
}

/**
 * Waits until every port accepts connections on 127.0.0.1.
 *
 * @param ports - TCP ports
 * @param limits - `deadline` in milliseconds since the epoch; waiting also ends when `ended` aborts
 * @returns the first port that still refused when waiting ended; undefined when all accept
 */
export async function firstRefusing(
  ports: readonly number[],
  limits: { readonly deadline: number; readonly ended: AbortSignal },
): Promise<number | undefined> {
  for (const port of ports) {
    while (!(await accepts(port))) {
      if (limits.ended.aborted || Date.now() > limits.deadline) return port;
      await wait(POLL_MS);
    }
  }
  return undefined;
}
