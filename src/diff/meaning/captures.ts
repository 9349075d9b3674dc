import type { Route, Rule } from '../../ir/index.ts';

/** A rule, of requests or of connections. */
export type Owner = Pick<Rule, 'route' | 'origin'>;

/** Requests of a host that one namespace's routes served and another's serve now. */
export interface Capture {
  readonly host: string;
  readonly from: Owner;
  readonly to: Owner;
  /** The earlier namespace's routes are still there, so nobody gave the requests away. */
  readonly contested: boolean;
}

/** The capture that a difference is, if it is one. */
export function captures(
  host: { readonly name: string },
  { base, head }: { readonly base: Owner | null; readonly head: Owner | null },
  after: readonly Pick<Route, 'origin'>[],
): readonly Capture[] {
  if (base === null || head === null) return [];
  const { namespace, kind, name } = base.route;
  if (namespace === head.route.namespace) return [];
  const contested = after.some(({ origin: { resource } }) => {
    return resource.namespace === namespace && resource.kind === kind && resource.name === name;
  });
  return [{ host: host.name, from: base, to: head, contested }];
}
