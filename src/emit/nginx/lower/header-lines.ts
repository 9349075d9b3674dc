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
  type Literal,
  type Value,
  type Word,
  type VariableName,
} from '../quote.ts';
import { passDirective, type Pass } from './pass.ts';
import type { SharedMaps } from './shared-maps.ts';

type Fields = ReadonlyMap<string, readonly [name: string, value: Part]>;

const forwarded: Fields = new Map([
  ['x-forwarded-for', ['X-Forwarded-For', { variable: variable('proxy_add_x_forwarded_for') }]],
  ['x-forwarded-proto', ['X-Forwarded-Proto', { variable: variable('scheme') }]],
  // A client must not pass for one whose certificate somebody has verified.
  ['x-forwarded-client-cert', ['X-Forwarded-Client-Cert', '']],
]);

/**
 * Header fields of every proxied request. The http block sets them too (templates/nginx/http.njk);
 * a location that sets any of its own must repeat them all, since NGINX inherits all or none.
 */
const standardFields: Readonly<Record<Pass, Fields>> = {
  proxy: new Map([
    ['connection', ['Connection', { variable: variable('gw_connection') }]],
    ['upgrade', ['Upgrade', { variable: variable('gw_upgrade') }]],
    ...forwarded,
  ]),
  grpc: forwarded,
};

/** The host of HTTP/2 has to stand first, as the gRPC module writes pseudo-headers where it meets them. */
const hostField: Readonly<Record<Pass, readonly [name: string, value: Part]>> = {
  proxy: ['Host', { variable: variable('gw_host') }],
  grpc: [':authority', { variable: variable('gw_host') }],
};

interface StandardLine {
  /** The field in lower case. */
  readonly key: string;
  readonly line: Line;
}

/** The same as lines. */
const standardLines: Readonly<Record<Pass, readonly StandardLine[]>> = {
  proxy: linesOf('proxy'),
  grpc: linesOf('grpc'),
};

function linesOf(pass: Pass): readonly StandardLine[] {
  return [...standardFields[pass]].map(([key, [name, value]]) => ({
    key,
    line: passDirective(pass, 'set_header', word(name), expression(value)),
  }));
}

/** A field whose value another response has brought (`auth_request_set`). */
export interface CopiedField {
  readonly name: string;
  readonly value: VariableName;
}

/** Later copies of a field replace earlier ones. */
export function withCopies(
  earlier: readonly CopiedField[],
  later: readonly CopiedField[],
): readonly CopiedField[] {
  const names = new Set(later.map(({ name }) => name));
  return [...earlier.filter(({ name }) => !names.has(name)), ...later];
}

export interface RequestHeaderParts {
  readonly pass: Pass;
  readonly copied: readonly CopiedField[];
}

/** `proxy_set_header` lines; none when the inherited ones do. */
export function requestHeaderLines(
  plan: ProxyPlan,
  { pass, copied }: RequestHeaderParts,
  shared: SharedMaps,
): readonly Line[] {
  const unplanned = copied.filter(({ name }) => !plan.request.has(name));
  if (plan.hostname === null && unplanned.length === 0 && !changesSome(plan.request)) return [];
  const set = (name: Word | Literal, value: Word | Value): Line =>
    passDirective(pass, 'set_header', name, value);
  const lines: Line[] = [];
  // Setting Host is a rewrite of the host, which HTTP/2 spells differently.
  const [name, kept] = hostField[pass];
  lines.push(set(literal(name), hostToken(plan, kept)));
  if (pass === 'grpc') lines.push(noHost);
  for (const { key, line } of standardLines[pass])
    if (!plan.request.has(key) && !unplanned.some((copy) => copy.name === key)) lines.push(line);
  for (const [key, field] of plan.request) {
    if (key === 'host' || isUnchanged(field)) continue;
    const source = copied.find((copy) => copy.name === key)?.value ?? null;
    lines.push(set(literal(field.name), requestValue(key, field, { pass, shared, source })));
  }
  for (const copy of unplanned)
    lines.push(set(literal(copy.name), expression({ variable: copy.value })));
  return lines;
}

function changesSome(plan: HeaderPlan): boolean {
  for (const field of plan.values()) if (!isUnchanged(field)) return true;
  return false;
}

const noHost = directive('grpc_set_header', word('Host'), empty);

function hostToken({ hostname, request }: ProxyPlan, kept: Part): Value {
  // URLRewrite is the filter for hosts, so its hostname comes before a Host that RequestHeaderModifier sets.
  if (hostname !== null) return text(hostname);
  const own = request.get('host');
  return own?.start.kind === 'replaced' ? text(own.start.value) : expression(kept);
}

interface ValueContext {
  readonly pass: Pass;
  readonly shared: SharedMaps;
  /** Where the value is that is kept; null for the client's field. */
  readonly source: VariableName | null;
}

function requestValue(
  key: string,
  field: FieldPlan,
  { pass, shared, source }: ValueContext,
): Value {
  const added = field.added.join(',');
  if (field.start.kind === 'removed') return added === '' ? empty : text(added);
  if (field.start.kind === 'replaced') return text([field.start.value, ...field.added].join(','));
  const standard = standardFields[pass].get(key);
  if (standard !== undefined)
    return standard[1] === '' ? text(added) : expression(standard[1], `,${added}`);
  // NGINX drops fields with other characters from requests, so there is nothing to append to.
  if (!/^[a-z0-9-]+$/.test(key)) return text(added);
  return expression({ variable: shared.appendingTo(key, source) }, added);
}

/**
 * `proxy_hide_header` and `add_header` lines.
 *
 * @param proxied - by which module the response comes; null when it is NGINX's own
 */
export function responseHeaderLines(plan: HeaderPlan, proxied: Pass | null): readonly Line[] {
  return [...plan.values()].flatMap((field): readonly Line[] => {
    const hidden = field.start.kind !== 'kept';
    const values = [
      ...(field.start.kind === 'replaced' ? [field.start.value] : []),
      ...field.added,
    ];
    return [
      ...(hidden && proxied !== null
        ? [passDirective(proxied, 'hide_header', literal(field.name))]
        : []),
      ...values.map((value) =>
        directive('add_header', literal(field.name), text(value), word('always')),
      ),
    ];
  });
}

function isUnchanged(field: FieldPlan): boolean {
  return field.start.kind === 'kept' && field.added.length === 0;
}
