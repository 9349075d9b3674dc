import type { Mutant } from './mutant.ts';
import { clusters, manager, route } from './places.ts';

/** What Envoy 1.40 knows and 1.36 does not. */
export const newerMutants: readonly Mutant[] = [
  {
    what: 'paths of the admin interface',
    at: '/admin',
    value: {
      address: { socket_address: { address: '127.0.0.1', port_value: 18445 } },
      allow_paths: [{ exact: '/ready' }],
    },
    found: '/admin/allow_paths',
    message: 'allow_paths needs Envoy 1.37 (the configuration is for 1.36)',
    envoy: 'accepts',
  },
  {
    what: 'a match of cookies',
    at: `${route}/match/cookies`,
    value: [{ name: 'a', string_match: { exact: '1' } }],
    message: 'cookies needs Envoy 1.37 (the configuration is for 1.36)',
    envoy: 'accepts',
  },
  {
    what: 'the interval of a retry budget',
    at: `${clusters}/0/circuit_breakers/thresholds/0/retry_budget/budget_interval`,
    value: '10s',
    message: 'budget_interval needs Envoy 1.39 (the configuration is for 1.36)',
    envoy: 'accepts',
  },
  {
    what: 'an operator of access logs',
    at: `${manager}/access_log/0/typed_config/log_format/json_format/agent`,
    value: '100%% %REQUEST_HEADER(user-agent)%',
    message: '%REQUEST_HEADER% needs Envoy 1.37 (the configuration is for 1.36)',
    envoy: 'accepts',
  },
  {
    what: 'an enum value',
    at: `${manager}/access_log/0/filter`,
    value: {
      status_code_filter: {
        comparison: { op: 'NE', value: { default_value: 200, runtime_key: 'x' } },
      },
    },
    found: `${manager}/access_log/0/filter/status_code_filter/comparison/op`,
    message: '"NE" needs Envoy 1.37 (the configuration is for 1.36)',
    envoy: 'accepts',
  },
];
