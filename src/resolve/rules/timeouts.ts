import type { Timeouts, TimeoutSetting } from '../../ir/index.ts';
import type { HttpRouteTimeouts } from '../../model/index.ts';
import { parseDuration } from '../durations.ts';

/** HTTPRouteTimeouts (GEP-1742): a zero duration disables a timeout. */
export function resolveTimeouts(timeouts: HttpRouteTimeouts | undefined): Timeouts {
  if (timeouts === undefined) return notSet;
  return {
    request: settingOf(timeouts.request),
    backendRequest: settingOf(timeouts.backendRequest),
  };
}

const notSet: Timeouts = { request: { kind: 'default' }, backendRequest: { kind: 'default' } };

function settingOf(text: string | undefined): TimeoutSetting {
  const milliseconds = text === undefined ? null : parseDuration(text);
  if (milliseconds === null) return { kind: 'default' };
  return milliseconds === 0 ? { kind: 'disabled' } : { kind: 'after', milliseconds };
}
