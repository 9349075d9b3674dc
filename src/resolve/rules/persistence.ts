import { createHash } from 'node:crypto';
import type { RuleId, SessionPersistence } from '../../ir/index.ts';
import type { SessionPersistenceSpec } from '../../model/index.ts';
import { originAt, type Origin } from '../../source/place.ts';
import { parseDuration } from '../durations.ts';

/**
 * SessionPersistence (GEP-1619).
 *
 * @param rule - names the cookie where the manifest does not, so that two rules never share one
 */
export function resolvePersistence(
  spec: SessionPersistenceSpec | undefined,
  rule: RuleId,
  ofRule: Origin,
): SessionPersistence | null {
  if (spec === undefined) return null;
  const origin = originAt(ofRule, 'sessionPersistence');
  const absoluteTimeout =
    spec.absoluteTimeout === undefined ? null : parseDuration(spec.absoluteTimeout);
  if (spec.type === 'Header')
    return { kind: 'header', name: spec.header?.name ?? '', absoluteTimeout, origin };
  return {
    kind: 'cookie',
    name: spec.cookie?.name ?? `gw-${createHash('sha256').update(rule).digest('hex').slice(0, 12)}`,
    path: spec.cookie?.path ?? '/',
    maxAge: spec.cookie?.lifetimeType === 'Permanent' ? absoluteTimeout : null,
    absoluteTimeout,
    origin,
  };
}
