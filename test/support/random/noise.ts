import type { Field } from '../http/http1-response.ts';
import type { Random } from './random.ts';

/** Headers that no rule may ask for, or some rule by chance. */
export function noise(random: Random): readonly Field[] {
  const fields: readonly Field[] = [
    ['X-H', '1'],
    ['x-i', '2'],
    ['X-Gone', 'old'],
    ['x-add', 'old'],
    ['x-add', 'older'],
    ['x_i', '1'],
    ['X-Empty', ''],
    ['gw-header', 'X-Res:old'],
    ['gw-header', 'X-Secret:old'],
    ['gw-header', 'X-More:old'],
    ['X-Forwarded-Proto', 'https'],
    ['X-Forwarded-For', '192.0.2.1'],
    ['Accept', '*/*'],
    ['gw-status', '404'],
    [
      'traceparent',
      `00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0${random.pick(['0', '1'])}`,
    ],
    ['Cookie', random.pick(['a=1', 'sid=0123456789abcdef', 'a=1; sid=x'])],
    ['x-session', '0123456789abcdef'],
  ];
  return random.chance(50) ? random.some(fields, 1, 3) : [];
}
