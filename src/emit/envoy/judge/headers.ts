import type { HeaderChanges, HeaderMatch, HeaderValue, QueryMatch } from '../../../ir/index.ts';
import { exact, type Support } from '../../../target/capability.ts';
import { requestFraming, responseFraming } from '../../../target/framing-headers.ts';
import { firstRefusal, unsupported } from '../../../target/verdict.ts';
import { judgeSpelling } from '../../../target/query-spelling.ts';
import { isReadable } from '../quote.ts';
import { judgeExpression } from './expressions.ts';

// RFC 9110, 5.6.2: token.
const token = /^[A-Za-z0-9!#$%&'*+\-.^_`|~]+$/;

export function judgeHeaderMatch({ name, value }: HeaderMatch): Support {
  if (name.includes('_'))
    return unsupported('header fields with an underscore in their name are dropped on arrival');
  if (!token.test(name)) return unsupported('this is not a header name');
  if (value.kind === 'regex') return judgeExpression(value.value);
  return isHeaderText(value.value) ? exact : unsupported('no header can have this value');
}

export function judgeQueryMatch({ name, value }: QueryMatch): Support {
  if (name === '' || !isReadable(name)) return unsupported('this is not a parameter name');
  if (value.kind === 'regex') return judgeExpression(value.value);
  if (!isHeaderText(value.value))
    return unsupported('no query string can hold this value undecoded');
  return judgeSpelling(value.value);
}

/** Setting Host is a rewrite of the host; it cannot be removed or have several values. */
export function judgeRequestHeaders(changes: HeaderChanges): Support {
  const isHost = (name: string): boolean => name.toLowerCase() === 'host';
  return changes.add.some(({ name }) => isHost(name)) || changes.remove.some(isHost)
    ? unsupported('a request has exactly one Host header: it can be set, not added or removed')
    : judgeChanges(changes, requestFraming);
}

export function judgeResponseHeaders(changes: HeaderChanges): Support {
  return judgeChanges(changes, responseReserved);
}

// Envoy refuses to change Host, also where it means nothing.
const responseReserved = new Set([...responseFraming, 'host']);

function judgeChanges(changes: HeaderChanges, owned: ReadonlySet<string>): Support {
  const values = [...changes.set, ...changes.add];
  return (
    firstRefusal(values, ({ name }) => judgeName(name, owned)) ??
    firstRefusal(changes.remove, (name) => judgeName(name, owned)) ??
    firstRefusal(values, judgeValue) ??
    exact
  );
}

function judgeName(name: string, owned: ReadonlySet<string>): Support {
  const key = name.toLowerCase();
  if (owned.has(key)) return unsupported(`Envoy writes the header ${key} itself`);
  return token.test(name) ? exact : unsupported('this is not a header name');
}

// HeaderValue.value has at most this many bytes (envoy/config/core/v3/base.proto).
const MAX_VALUE_BYTES = 16_384;

function judgeValue({ value }: HeaderValue): Support {
  if (!isHeaderText(value)) return unsupported('a header value cannot hold control characters');
  // `%` counts twice, because it is doubled; no other UTF-16 unit makes more than three bytes.
  if (value.length * 3 <= MAX_VALUE_BYTES) return exact;
  const bytes = new TextEncoder().encode(value.replaceAll('%', '%%')).length;
  return bytes <= MAX_VALUE_BYTES
    ? exact
    : unsupported(`the value is longer than the ${String(MAX_VALUE_BYTES)} bytes that Envoy takes`);
}

function isHeaderText(value: string): boolean {
  return isReadable(value) && !/[\u0000-\u001f\u007f]/.test(value);
}
