import type { Field } from '../http/http1-response.ts';
import type { Filter } from './filters.ts';
import { longestBody } from './longest-body.ts';
import { present, type Random } from './random.ts';

/** The Service of the authorization servers, and its ports: HTTP, and HTTP/2 for both protocols. */
export const authService = 'authz';
const ports = { http: 8080, h2c: 8081 } as const;

/** ExternalAuth of a rule or a listener; what the server says is up to the request (`authOrders`). */
export function externalAuth(random: Random, foreign: string): Filter {
  const grpc = random.chance(25);
  const draw = random.below(100);
  const place =
    draw < 86
      ? { name: authService }
      : draw < 92
        ? { name: authService, namespace: foreign }
        : { name: random.pick(['missing', 'unready']) };
  const port = place.name === authService && (grpc || random.chance(15)) ? ports.h2c : ports.http;
  const asked = random.pick([
    ['x-token'],
    ['X-Token', 'x-h'],
    ['x-token', 'x-i', 'x-gone'],
    ['x-h'],
  ]);
  const allowedHeaders = random.chance(85) ? asked : undefined;
  // Of longer bodies Envoy tells a part, depending on how they come (external-auth.test.ts).
  const forwardBody = random.chance(grpc ? 40 : 12) ? { maxSize: longestBody } : undefined;
  const common = { backendRef: { ...place, port } };
  const externalAuth = grpc
    ? present({ ...common, protocol: 'GRPC', grpc: present({ allowedHeaders }), forwardBody })
    : present({
        ...common,
        protocol: 'HTTP',
        http: present({
          path: random.chance(20) ? random.pick(['/check', '/check/']) : undefined,
          allowedHeaders,
          allowedResponseHeaders: random.chance(92)
            ? random.some(['X-User', 'x-saw', 'x-h', 'x-gone'], 1, 3)
            : undefined,
        }),
        forwardBody,
      });
  return { type: 'ExternalAuth', externalAuth };
}

/** What a server is told to do. */
export function authOrder(random: Random): string {
  return random.pick([
    ...['allow', 'allow', 'allow', 'allow-204', 'allow-200'],
    ...['deny-401', 'deny-403', 'deny-403', 'deny-302', 'deny-404', 'deny-429', 'fail-503'],
  ]);
}

/** The same, by headers that they may or may not see. */
export function authOrders(random: Random): readonly Field[] {
  const name = random.pick(['Authorization', 'x-token', 'x-token', 'X-Token']);
  return [
    [name, authOrder(random)],
    ...(random.chance(30) ? [['x-user', 'mallory'] as Field] : []),
    ...(random.chance(10) ? [['x-saw', 'nothing'] as Field] : []),
  ];
}
