import { atField, type Report } from '../../diagnostics/diagnostic.ts';
import type { Action, SessionPersistence } from '../../ir/index.ts';
import { describeResource } from '../../source/place.ts';
import type { BackendResolver } from '../backends.ts';

/** Tells where backends have sessions of their own that a rule's take the place of. */
export function reportSessionsTwice(
  persistence: SessionPersistence | null,
  action: Action,
  backends: BackendResolver,
  report: Report,
): void {
  if (persistence === null || action.kind !== 'forward') return;
  for (const { target } of action.backends) {
    const backend = target.kind === 'backend' ? backends.get(target.id) : null;
    if (backend === null || backend.persistence === null) continue;
    const args = {
      backend: describeResource(backend.resource),
      by: describeResource(persistence.origin.resource),
    };
    report(atField('resolve/sessions-twice', backend.persistence.origin, args));
  }
}
