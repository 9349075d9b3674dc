import { backends } from './backends.ts';
import type { Suite } from './case.ts';
import { filters } from './filters.ts';
import { hosts, intersections } from './hosts.ts';
import { matching } from './matching.ts';
import { redirects } from './redirects.ts';
import { requests } from './requests.ts';
import { tls } from './tls.ts';

/** Everything that is asked of every proxy. */
export const suites: readonly Suite[] = [
  matching,
  hosts,
  intersections,
  filters,
  redirects,
  backends,
  requests,
  tls,
];
