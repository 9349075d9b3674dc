import { connectionKey, type Backend } from '../../../ir/index.ts';
import type { Support } from '../../../target/capability.ts';
import { exact } from '../../../target/capability.ts';
import type { ChosenBackend } from '../../../target/feature.ts';
import { sharesAreExact } from '../lower/split.ts';

export const roundedConnections: Support = {
  level: 'approximated',
  how: 'invalid backends, those without endpoints, DNS names and those with TLS of their own are chosen at random, in steps of 0.01 %',
  differs: 'the shares are rounded, and hold on average only',
};

/** Backends with known endpoints share one upstream, whose round robin is exact. */
export function judgeStreamWeights(backends: readonly ChosenBackend[]): Support {
  const [first] = backends;
  const drawn = backends.some(
    ({ backend }) =>
      backend?.address.kind !== 'endpoints' ||
      backend.address.endpoints.length === 0 ||
      !hasSameConnections(backend, first?.backend ?? null),
  );
  return drawn && !sharesAreExact(backends.map(({ reference }) => reference.weight))
    ? roundedConnections
    : exact;
}

function hasSameConnections(backend: Backend, other: Backend | null): boolean {
  return other !== null && connectionKey(backend) === connectionKey(other);
}
