import type { WeightedBackend } from '../../../ir/index.ts';
import { exact, type Support } from '../../../target/capability.ts';
import type { TargetOptions } from '../../../target/options.ts';
import { sharesAreExact } from '../lower/split.ts';
import { supportsResolve } from '../versions.ts';
import { judgeChange } from './paths.ts';
import { worst } from '../../../target/verdict.ts';

export const roundedShares: Support = {
  level: 'approximated',
  how: 'backends with filters of their own, unresolved ones and DNS names are chosen at random, in steps of 0.01 %',
  differs: 'the shares are rounded, and hold on average only',
};

/** Plain backends with known endpoints share one upstream, whose round robin is exact. */
export function judgeWeights(backends: readonly WeightedBackend[]): Support {
  const active = backends.filter(({ weight }) => weight > 0);
  const drawn = active.some(
    ({ target, filters }) => target.kind === 'unresolved' || filters.length > 0,
  );
  return drawn && active.length > 1 && !sharesAreExact(active.map(({ weight }) => weight))
    ? roundedShares
    : exact;
}

export function judgeBackendRewrites(backends: readonly WeightedBackend[]): Support {
  return worst(
    backends.flatMap(({ filters }) =>
      filters.flatMap((filter) =>
        filter.kind === 'url-rewrite' && filter.path !== null ? [judgeChange(filter.path)] : [],
      ),
    ),
  );
}

const localDns: Support = {
  level: 'approximated',
  how: 'the DNS server on 127.0.0.1 is asked, because NGINX does not read /etc/resolv.conf',
  differs: 'requests get 502 where no DNS server runs there; name one with --resolver',
};

export const namePerConnection: Support = {
  level: 'approximated',
  how: 'NGINX before 1.27.3 looks the name up while it serves a request, and keeps no connections',
  differs: 'each request opens a connection of its own to the backend',
};

export function judgeNames(options: TargetOptions): Support {
  if (options.resolvers.length === 0) return localDns;
  return supportsResolve(options) ? exact : namePerConnection;
}
