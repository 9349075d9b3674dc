import { api, type Manifest } from './configuration.ts';
import type { ParentRef } from './parents.ts';
import type { Random } from './random.ts';

const routes = 13;
/** As many as a route may have. */
const rules = 16;

const prefix = 'crowd-';

/** Whether a route of that name is one of a crowd. */
export function isCrowd(name: string): boolean {
  return name.startsWith(prefix);
}

/** So many rules on some hosts that NGINX sends their requests on in another way. */
export function crowd(random: Random, name: string): readonly Manifest[] {
  if (!random.chance(6)) return [];
  const parentRefs: readonly ParentRef[] = [
    { name: 'web', namespace: 'app' },
    { name: 'other', namespace: 'app' },
  ];
  const hostnames = [`a.${name}.test`, `x.l.${name}.test`, `l.${name}.test`, `*.${name}.test`];
  return Array.from({ length: routes }, (_, route) => ({
    apiVersion: api,
    kind: 'HTTPRoute',
    metadata: { name: `${prefix}${String(route)}`, namespace: name },
    spec: {
      parentRefs,
      hostnames,
      rules: Array.from({ length: rules }, (_, rule) => ({
        matches: [
          {
            path: { type: 'PathPrefix', value: `/a/crowd-${String(route)}-${String(rule)}` },
            headers: [{ name: 'X-H', value: '1' }],
          },
        ],
        filters: [{ type: 'RequestRedirect', requestRedirect: { hostname: 'crowd.test' } }],
      })),
    },
  }));
}
