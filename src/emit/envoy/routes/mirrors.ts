import type { Filter } from '../../../ir/index.ts';
import type { RouteAction } from '../generated/envoy-api.ts';
import { clusterName } from '../names.ts';

const MILLION = 1_000_000;

type Mirror = Extract<Filter, { readonly kind: 'mirror' }>;

/** Copies of requests as the backend gets them, to one endpoint of each mirror. */
export function mirrorPolicies(
  mirrors: readonly Mirror[],
): Pick<RouteAction, 'request_mirror_policies'> {
  if (mirrors.length === 0) return {};
  return {
    request_mirror_policies: mirrors.map(({ backend, share }) => ({
      cluster: clusterName(backend),
      ...(share.numerator === share.denominator
        ? {}
        : {
            runtime_fraction: {
              default_value: { numerator: millionths(share), denominator: 'MILLION' },
            },
          }),
      // Envoy would add "-shadow" to the host.
      disable_shadow_host_suffix_append: true,
    })),
  };
}

function millionths({ numerator, denominator }: Mirror['share']): number {
  return Math.round((numerator * MILLION) / denominator);
}

/** Whether the share is a whole number of millionths. */
export function mirrorIsExact({ numerator, denominator }: Mirror['share']): boolean {
  return (numerator * MILLION) % denominator === 0;
}
