import type { Field } from '../http/http1-response.ts';

/** Two lines and one line with a comma mean the same, and empty elements nothing (RFC 9110, sections 5.3 and 5.6.1). */
export function joined(fields: readonly Field[], name: string): string | null {
  const found = fields.filter(([field]) => field.toLowerCase() === name);
  return found.length === 0
    ? null
    : found
        .flatMap(([, value]) => value.split(/, */))
        .filter((element) => element !== '')
        .join(', ');
}

/** The value of a field that is no list, such as Location; null where there is none. */
export function single(fields: readonly Field[], name: string): string | null {
  return fields.find(([field]) => field.toLowerCase() === name)?.[1] ?? null;
}

/** Names and values in turn as pairs. */
export function pairs(raw: readonly string[]): readonly Field[] {
  return raw.flatMap((name, index) =>
    index % 2 === 0 ? [[name, raw[index + 1] ?? ''] as Field] : [],
  );
}

/** Host, or the authority of HTTP/2. */
export function hostOf(fields: readonly Field[]): string | null {
  return joined(fields, ':authority') ?? joined(fields, 'host');
}

/** Headers of requests that hops have of their own, or that carry what nobody can know. */
export const ownRequestHeaders =
  /^(?::|host$|connection$|content-length$|transfer-encoding$|te$|x-envoy-|x-forwarded-|x-request-id$|upgrade$)/;
