import type {
  Backend,
  ExternalAuth,
  Filter,
  HeaderChanges,
  HeaderValue,
  Match,
  PathChange,
  Redirect,
  ValueMatch,
} from '../ir/index.ts';
import { assertNever } from '../util/assert-never.ts';

/** Names of kinds of path matches, as the manifest has them. */
export const pathTypes = {
  exact: 'Exact',
  regex: 'RegularExpression',
  prefix: 'PathPrefix',
} as const satisfies Record<Match['path']['kind'], string>;

/** A match in words. */
export function describeMatch({ path, method, headers, query }: Match): string {
  return [
    `${pathTypes[path.kind]} ${path.value}`,
    ...(method === null ? [] : [`method ${method}`]),
    ...headers.map(({ name, value }) => `header ${name}${describeValue(value)}`),
    ...query.map(({ name, value }) => `query ${name}${describeValue(value)}`),
  ].join(', ');
}

function describeValue({ kind, value }: ValueMatch): string {
  return kind === 'exact' ? ` = ${value}` : ` ~ ${value}`;
}

/** What a filter is called, and what it does. */
export function describeFilter(
  filter: Filter,
  nameOf: (id: Backend['id']) => string,
): { readonly type: string; readonly does: string } {
  switch (filter.kind) {
    case 'request-headers':
      return { type: 'RequestHeaderModifier', does: describeChanges(filter.changes) };
    case 'response-headers':
      return { type: 'ResponseHeaderModifier', does: describeChanges(filter.changes) };
    case 'url-rewrite': {
      const parts = [
        ...(filter.hostname === null ? [] : [`Host becomes ${filter.hostname}`]),
        ...(filter.path === null ? [] : [describePathChange(filter.path)]),
      ];
      return { type: 'URLRewrite', does: parts.join(', ') };
    }
    case 'mirror': {
      const { numerator, denominator } = filter.share;
      const share =
        numerator === denominator
          ? 'every request'
          : `${String((100 * numerator) / denominator)} %`;
      return { type: 'RequestMirror', does: `copies ${share} to ${nameOf(filter.backend)}` };
    }
    case 'cors':
      return { type: 'CORS', does: 'answers preflights, and tells browsers what scripts may read' };
    case 'external-auth':
      return { type: 'ExternalAuth', does: describeAuth(filter.auth, nameOf) };
    default:
      return assertNever(filter);
  }
}

function describeAuth(auth: ExternalAuth, nameOf: (id: Backend['id']) => string): string {
  const protocol = auth.protocol === 'http' ? 'HTTP' : 'gRPC';
  return `asks ${nameOf(auth.backend)} by ${protocol} first; without its leave the request ends here`;
}

export function describePathChange(change: PathChange): string {
  if (change.kind === 'full') return `the path becomes ${change.value}`;
  const from = change.matched === '' ? '/' : change.matched;
  const to = change.replacement === '' ? '/' : change.replacement;
  return `${from} at the start of the path becomes ${to}`;
}

function describeChanges({ set, add, remove }: HeaderChanges): string {
  const list = (verb: string, values: readonly HeaderValue[]): readonly string[] =>
    values.length === 0
      ? []
      : [`${verb} ${values.map(({ name, value }) => `${name}: ${value}`).join(', ')}`];
  return [
    ...(remove.length === 0 ? [] : [`removes ${remove.join(', ')}`]),
    ...list('sets', set),
    ...list('adds', add),
  ].join('; ');
}

export function describeRedirect({ scheme, hostname, path, port, statusCode }: Redirect): string {
  return [
    `answers ${String(statusCode)}`,
    ...(scheme === null ? [] : [`the scheme becomes ${scheme}`]),
    ...(hostname === null ? [] : [`the host becomes ${hostname}`]),
    ...(port.kind === 'explicit' ? [`the port becomes ${String(port.port)}`] : []),
    ...(path === null ? [] : [describePathChange(path)]),
  ].join(', ');
}
