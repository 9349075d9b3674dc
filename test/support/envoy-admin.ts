import { get } from 'node:http';

/** Lets an emitted bootstrap answer on a port of 127.0.0.1 about what Envoy has made of it; for `edit`. */
export function withAdmin(text: string, port: number): string {
  const bootstrap = JSON.parse(text) as object;
  const socket_address = { address: '127.0.0.1', port_value: port };
  return JSON.stringify({ ...bootstrap, admin: { address: { socket_address } } });
}

/** A message of Envoy's API as JSON, which leaves out what has its default, such as a zero. */
export type Message = Readonly<Record<string, unknown>>;

/**
 * The messages that Envoy works with, and all that are inside of them, in their order.
 *
 * @param resource - a field of the messages of `/config_dump`, such as `static_route_configs`
 */
export async function dumpedMessages(port: number, resource: string): Promise<readonly Message[]> {
  return messagesIn(JSON.parse(await textAt(port, `/config_dump?resource=${resource}`)));
}

/** A field inside of a message; undefined where there is none. */
export function fieldOf(value: unknown, ...names: readonly string[]): unknown {
  return names.reduce((inner, name) => (isMessage(inner) ? inner[name] : undefined), value);
}

/** The numerator of a FractionalPercent; NaN where it counts anything but millionths. */
export function millionthsOf(fraction: unknown): number {
  const counted = fieldOf(fraction, 'denominator') === 'MILLION';
  return counted ? Number(fieldOf(fraction, 'numerator') ?? 0) : NaN;
}

function isMessage(value: unknown): value is Message {
  return typeof value === 'object' && value !== null;
}

function messagesIn(value: unknown): readonly Message[] {
  if (!isMessage(value)) return [];
  const inner = Object.values(value).flatMap(messagesIn);
  return Array.isArray(value) ? inner : [value, ...inner];
}

function textAt(port: number, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = get({ host: '127.0.0.1', port, path }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.once('error', reject);
      answer.once('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    });
    request.once('error', reject);
  });
}
