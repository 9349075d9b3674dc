import { externalAuth } from './external-auth.ts';
import type { Filter } from './filters.ts';
import type { Random } from './random.ts';

/** Filters for all requests of a listener (GEP-5224), some of which nobody can run. */
export function listenerFilters(random: Random, foreign: string): object {
  if (!random.chance(18)) return {};
  const requests = random.list(1, random.chance(10) ? 4 : random.chance(30) ? 2 : 1, () =>
    random.chance(6) ? odd(random) : externalAuth(random, foreign),
  );
  return { filters: { requests } };
}

function odd(random: Random): Filter {
  return random.pick([
    { type: 'ExtensionRef', extensionRef: { group: 'a.test', kind: 'Odd', name: 'odd' } },
    {
      type: 'ExternalAuth',
      externalAuth: {
        ...{ protocol: 'HTTP', backendRef: { name: 'authz', port: 8080 } },
        http: { allowedResponseHeaders: ['x-user', 'Host'] },
      },
    },
  ]);
}
