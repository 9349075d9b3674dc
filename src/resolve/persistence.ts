import { createHash } from 'node:crypto';
import type { SessionPersistence } from '../ir/index.ts';
import type { SessionPersistenceSpec } from '../model/index.ts';
import { originAt, type Origin } from '../source/place.ts';
import { parseDuration } from './durations.ts';

/**
 * SessionPersistence (GEP-1619).
 *
 * @param owner - names the cookie where the manifest does not, so that two owners never share one
 * @param holder - the place that has the field
 */
export function resolvePersistence(
  spec: SessionPersistenceSpec | undefined,
  owner: string,
  holder: Origin,
): SessionPersistence | null {
  if (spec === undefined) return null;
  const origin = originAt(holder, 'sessionPersistence');
  const absoluteTimeout =
    spec.absoluteTimeout === undefined ? null : parseDuration(spec.absoluteTimeout);
  if (spec.type === 'Header')
    return { kind: 'header', name: spec.header?.name ?? '', absoluteTimeout, origin };
  return {
    kind: 'cookie',
    name:
      spec.cookie?.name ?? `gw-${createHash('sha256').update(owner).digest('hex').slice(0, 12)}`,
    path: spec.cookie?.path ?? '/',
    maxAge: spec.cookie?.lifetimeType === 'Permanent' ? absoluteTimeout : null,
    absoluteTimeout,
    origin,
  };
}
