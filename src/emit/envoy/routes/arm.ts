import type {
  DirectResponseAction,
  RedirectAction,
  Route,
  RouteAction,
} from '../generated/envoy-api.ts';
import type { HeaderMutations } from './header-mutations.ts';

/** What Envoy does with the requests of a route. */
export type Answer =
  | { readonly route: RouteAction }
  | { readonly redirect: RedirectAction }
  | { readonly direct_response: DirectResponseAction };

/**
 * An answer of a rule, with the changes to headers. Requests whose random number of a million is below
 * `border` get it; null for all that are left. Where `withPort`, only those get it whose host names a port.
 */
export type Arm = HeaderMutations &
  Pick<Route, 'typed_per_filter_config' | 'request_body_buffer_limit'> &
  Answer & { readonly border: number | null; readonly withPort?: true };
