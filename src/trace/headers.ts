import type { HeaderValue } from '../ir/index.ts';
import { requestFraming } from '../target/framing-headers.ts';
import type { FieldPlan, HeaderPlan } from '../target/header-plan.ts';
import type { BackendHeader, HeaderChange } from './model.ts';
import type { HttpRequest } from './request.ts';
import type { Surroundings } from './surroundings.ts';

/** Headers of a request that rules look at: proxies drop names with an underscore, and what a client says of its certificate. */
export function keptHeaders(headers: readonly HeaderValue[]): readonly HeaderValue[] {
  return headers.filter(
    ({ name }) => !name.includes('_') && name.toLowerCase() !== clientCertificate,
  );
}

const clientCertificate = 'x-forwarded-client-cert';

/** What proxies tell backends themselves; values in angle brackets are not known beforehand. */
function ownHeaders(request: HttpRequest): readonly HeaderValue[] {
  const before = request.headers.filter(({ name }) => name.toLowerCase() === 'x-forwarded-for');
  return [
    {
      name: 'X-Forwarded-For',
      value: [...before.map(({ value }) => value), '<address of the client>'].join(', '),
    },
    { name: 'X-Forwarded-Proto', value: request.scheme },
  ];
}

/** The headers that a backend gets, without Host, and the names of those that it does not. */
export function headersAtBackend(
  request: HttpRequest,
  plan: HeaderPlan,
  { conduct, options }: Pick<Surroundings, 'conduct' | 'options'>,
): { readonly headers: readonly BackendHeader[]; readonly removed: readonly string[] } {
  const own = ownHeaders(request);
  const ownNames = new Set(own.map(({ name }) => name.toLowerCase()));
  const sent = request.headers.filter(({ name }) => {
    const key = name.toLowerCase();
    if (name.includes('_') || requestFraming.has(key)) return false;
    // Backends must not take a client's word for its certificate.
    return !ownNames.has(key) && key !== clientCertificate;
  });
  const before: readonly BackendHeader[] = [
    ...sent.map((header) => ({ ...header, from: 'sent' as const })),
    ...own.map((header) => ({ ...header, from: 'proxy' as const })),
  ];
  const changed = new Set([...plan].filter(([, field]) => !isKept(field)).map(([key]) => key));
  const kept = before.filter(({ name }) => !changed.has(name.toLowerCase()));
  const after = [...plan].flatMap(([key, field]): readonly BackendHeader[] => {
    if (key === 'host' || isKept(field)) return [];
    const old = field.start.kind === 'kept' ? valuesOf(before, key) : [];
    const values = [
      ...(old.length === 0 ? [] : conduct.headerValues(old, options)),
      ...(field.start.kind === 'replaced' ? [field.start.value] : []),
      ...field.added,
    ];
    return values.map((value) => ({ name: field.name, value, from: 'changed' }));
  });
  const headers = [...kept, ...after];
  const names = new Set(headers.map(({ name }) => name.toLowerCase()));
  const removed = request.headers
    .map(({ name }) => name)
    .filter((name) => !names.has(name.toLowerCase()));
  return { headers, removed: [...new Set(removed)] };
}

function valuesOf(headers: readonly BackendHeader[], key: string): readonly string[] {
  return headers.filter(({ name }) => name.toLowerCase() === key).map(({ value }) => value);
}

function isKept({ start, added }: FieldPlan): boolean {
  return start.kind === 'kept' && added.length === 0;
}

/** A plan as changes to headers that nobody knows yet. */
export function changesOf(plan: HeaderPlan): readonly HeaderChange[] {
  return [...plan.values()].flatMap((field): readonly HeaderChange[] => {
    const { name, start, added } = field;
    if (isKept(field)) return [];
    if (start.kind === 'kept') return [{ name, change: 'add', values: added }];
    const values = [...(start.kind === 'replaced' ? [start.value] : []), ...added];
    return values.length === 0
      ? [{ name, change: 'remove', values }]
      : [{ name, change: 'set', values }];
  });
}

/** The same for a response of the proxy's own, where there is nothing to remove. */
export function headersOf(plan: HeaderPlan): readonly HeaderChange[] {
  return changesOf(plan).filter(({ change }) => change !== 'remove');
}
