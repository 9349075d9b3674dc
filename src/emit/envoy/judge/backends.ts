import type { WeightedBackend } from '../../../ir/index.ts';
import { exact, type Support } from '../../../target/capability.ts';
import { worst } from '../../../target/verdict.ts';
import { sharesAreExact } from '../routes/shares.ts';
import { judgeChange } from './paths.ts';

export const roundedShares: Support = {
  level: 'approximated',
  how: 'backends with different path rewrites are chosen at random, in steps of a millionth',
  differs: 'the shares are rounded',
};

export function judgeBackendRewrites(backends: readonly WeightedBackend[]): Support {
  const active = backends.filter(({ weight }) => weight > 0);
  const changes = active.flatMap(({ filters }) =>
    filters.flatMap((filter) =>
      filter.kind === 'url-rewrite' && filter.path !== null ? [filter.path] : [],
    ),
  );
  const rounded =
    active.length > 1 && changes.length > 0 && !sharesAreExact(active.map(({ weight }) => weight));
  return worst([...changes.map(judgeChange), rounded ? roundedShares : exact]);
}
