import type { RouteAction } from './generated/envoy-api.ts';

/** A google.protobuf.Duration in JSON. */
export type Duration = NonNullable<RouteAction['timeout']>;

/** Whole milliseconds as a Duration, exact: `1500` is `1.5s`. */
export function duration(milliseconds: number): Duration {
  return `${milliseconds / 1000}s`;
}
