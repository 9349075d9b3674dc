import type { Filter, Redirect } from '../ir/index.ts';
import type { FilterView } from './model.ts';
import { backendName, type Surroundings } from './surroundings.ts';
import { describeFilter, describeRedirect } from './words.ts';

/** Filters in words, in order. */
export function viewFilters(
  filters: readonly Filter[],
  around: Surroundings,
): readonly FilterView[] {
  return filters.map((filter) => ({
    ...describeFilter(filter, (id) => backendName(id, around)),
    place: around.placeOf(filter.origin),
  }));
}

export function viewRedirect(redirect: Redirect, { placeOf }: Surroundings): FilterView {
  return {
    type: 'RequestRedirect',
    does: describeRedirect(redirect),
    place: placeOf(redirect.origin),
  };
}
