import { atField, type Report } from '../../diagnostics/diagnostic.ts';
import type { Timeouts, TimeoutSetting } from '../../ir/index.ts';
import type { HttpRouteTimeouts } from '../../model/index.ts';
import { originAt, type Origin } from '../../source/place.ts';
import { parseDuration } from '../durations.ts';

/** HTTPRouteTimeouts (GEP-1742): a zero duration disables a timeout. */
export function resolveTimeouts(
  timeouts: HttpRouteTimeouts | undefined,
  origin: Origin,
  report: Report,
): Timeouts | 'invalid' {
  const request = settingOf(timeouts?.request);
  const backendRequest = settingOf(timeouts?.backendRequest);
  if (
    request.kind === 'after' &&
    backendRequest.kind === 'after' &&
    backendRequest.milliseconds > request.milliseconds
  ) {
    report(
      atField('resolve/timeout-order', originAt(origin, 'backendRequest'), {
        request: timeouts?.request ?? '',
        backendRequest: timeouts?.backendRequest ?? '',
      }),
    );
    return 'invalid';
  }
  return { request, backendRequest };
}

function settingOf(text: string | undefined): TimeoutSetting {
  const milliseconds = text === undefined ? null : parseDuration(text);
  if (milliseconds === null) return { kind: 'default' };
  return milliseconds === 0 ? { kind: 'disabled' } : { kind: 'after', milliseconds };
}
