import type { Filter, Share } from '../../ir/index.ts';
import type { RequestMirrorFilter } from '../../model/index.ts';
import { originAt, type Origin } from '../../source/place.ts';
import type { FilterContext } from './context.ts';

/** HTTPRequestMirrorFilter; null when its backend is invalid or no request is to be mirrored. */
export function resolveMirror(
  filter: RequestMirrorFilter,
  origin: Origin,
  { backends, requests }: FilterContext,
): Filter | null {
  const backend = backends.resolve(filter.backendRef, originAt(origin, 'backendRef'), requests);
  const share = shareOf(filter);
  if (backend === null || share.numerator === 0) return null;
  return { kind: 'mirror', backend, share, origin };
}

function shareOf({ percent, fraction }: RequestMirrorFilter): Share {
  return fraction ?? { numerator: percent ?? 100, denominator: 100 };
}
