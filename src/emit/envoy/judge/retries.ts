import type { Support } from '../../../target/capability.ts';

export const retriesUnderWay: Support = {
  level: 'approximated',
  how: 'Envoy limits the retries that are under way at the same time to percent of the requests of the interval (before 1.39: of those under way), and to no fewer than minRetryRate allows in a second',
  differs:
    'short retries can be more than the budget allows, and a client whose retry is refused gets the last response of the backend instead of 503',
};
