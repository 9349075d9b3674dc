import type { FieldPlan, HeaderPlan } from '../../../target/header-plan.ts';
import type { ProxyPlan } from '../filters/proxy-plan.ts';
import { directive, type Line } from '../directive.ts';
import {
  empty,
  expression,
  literal,
  text,
  variable,
  word,
  type Part,
  type Token,
} from '../quote.ts';
import type { SharedMaps } from './shared-maps.ts';

/**
 * Header fields of every proxied request. The http block sets them too (templates/nginx/http.njk);
 * a location that sets any of its own must repeat them all, since NGINX inherits all or none.
 */
const standardFields: ReadonlyMap<string, readonly [name: string, value: Part]> = new Map([
  ['host', ['Host', { variable: variable('gw_host') }]],
  ['connection', ['Connection', { variable: variable('gw_connection') }]],
  ['upgrade', ['Upgrade', { variable: variable('gw_upgrade') }]],
  ['x-forwarded-for', ['X-Forwarded-For', { variable: variable('proxy_add_x_forwarded_for') }]],
  ['x-forwarded-proto', ['X-Forwarded-Proto', { variable: variable('scheme') }]],
  ['x-request-id', ['X-Request-Id', { variable: variable('request_id') }]],
]);

/** `proxy_set_header` lines; none when the inherited ones do. */
export function requestHeaderLines(plan: ProxyPlan, shared: SharedMaps): readonly Line[] {
  const changed = [...plan.request].filter(([, field]) => !isUnchanged(field));
  if (changed.length === 0 && plan.hostname === null) return [];
  const standard = [...standardFields].flatMap(([key, [name, value]]): readonly Line[] => {
    if (plan.request.has(key)) return [];
    const own = key === 'host' && plan.hostname !== null ? text(plan.hostname) : expression(value);
    return [directive('proxy_set_header', word(name), own)];
  });
  const own = changed.map(([key, field]) =>
    directive('proxy_set_header', literal(field.name), requestValue(key, field, shared)),
  );
  return [...standard, ...own];
}

function requestValue(key: string, field: FieldPlan, shared: SharedMaps): Token {
  const added = field.added.join(',');
  if (field.start.kind === 'removed') return added === '' ? empty : text(added);
  if (field.start.kind === 'replaced') return text([field.start.value, ...field.added].join(','));
  const standard = standardFields.get(key);
  if (standard !== undefined) return expression(standard[1], `,${added}`);
  // NGINX drops fields with other characters from requests, so there is nothing to append to.
  if (!/^[a-z0-9-]+$/.test(key)) return text(added);
  return expression({ variable: shared.appendingTo(key) }, added);
}

/** `proxy_hide_header` and `add_header` lines. */
export function responseHeaderLines(plan: HeaderPlan, proxied: boolean): readonly Line[] {
  return [...plan.values()].flatMap((field): readonly Line[] => {
    const hidden = proxied && field.start.kind !== 'kept';
    const values = [
      ...(field.start.kind === 'replaced' ? [field.start.value] : []),
      ...field.added,
    ];
    return [
      ...(hidden ? [directive('proxy_hide_header', literal(field.name))] : []),
      ...values.map((value) =>
        directive('add_header', literal(field.name), text(value), word('always')),
      ),
    ];
  });
}

function isUnchanged(field: FieldPlan): boolean {
  return field.start.kind === 'kept' && field.added.length === 0;
}
