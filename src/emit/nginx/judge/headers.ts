import type { HeaderChanges, HeaderMatch, HeaderValue, QueryMatch } from '../../../ir/index.ts';
import { exact, type Support } from '../../../target/capability.ts';
import { requestFraming, responseFraming } from '../../../target/framing-headers.ts';
import type { TargetOptions } from '../../../target/options.ts';
import { judgeSpelling } from '../../../target/query-spelling.ts';
import { firstRefusal, unsupported, worst } from '../../../target/verdict.ts';
import { pcreLiteral } from '../pcre.ts';
import { fits, isPrintable, literal, mapKey, regex, text } from '../quote.ts';
import { joinsRepeatedHeaders } from '../versions.ts';
import { judgeExpression } from './expressions.ts';
import { tooLong } from './support.ts';

export const firstLineOnly: Support = {
  level: 'approximated',
  how: 'NGINX before 1.23 sees the first line of a repeated header',
  differs: 'further lines of the header are neither matched nor kept when a value is appended',
};

export function judgeHeaderMatch({ name, value }: HeaderMatch, options: TargetOptions): Support {
  if (!/^[a-z0-9-]+$/.test(name))
    return unsupported('NGINX has variables only for header names of letters, digits and dashes');
  if (value.kind === 'regex') return worst([judgeExpression(value.value), repeated(options)]);
  if (!isPrintable(value.value)) return unsupported('no header can have this value');
  return valueFits(value.value) ? repeated(options) : tooLong('the value');
}

export function judgeQueryMatch({ name, value }: QueryMatch): Support {
  if (name.length > SURELY_FITS && !fits(regex(`${pcreLiteral(name)}${' '.repeat(100)}`)))
    return tooLong('the name');
  if (value.kind === 'regex') return judgeExpression(value.value);
  if (!isPrintable(value.value))
    return unsupported('no query string can hold this value undecoded');
  return valueFits(value.value) ? judgeSpelling(value.value) : tooLong('the value');
}

// However it is printed, no UTF-16 unit takes more than twelve bytes: `${gw_dollar}`, or three times `\xff`.
const SURELY_FITS = 300;

/** Room for what the maps of values add (lower/exact-values.ts): an id, anchors and separators. */
function valueFits(value: string): boolean {
  if (value.length <= SURELY_FITS) return true;
  const padded = `${' '.repeat(20)}${value}`;
  return fits(regex(pcreLiteral(padded))) && fits(mapKey(padded)) && fits(text(padded));
}

// NGINX writes these two itself, whatever the backend says.
const responseOwned = new Set([...responseFraming, 'server', 'date']);

export function judgeRequestHeaders(changes: HeaderChanges, options: TargetOptions): Support {
  const verdict = judgeChanges(changes, requestFraming);
  const appends = changes.add.some(({ name }) => /^[A-Za-z0-9-]+$/.test(name));
  return appends ? worst([verdict, repeated(options)]) : verdict;
}

export function judgeResponseHeaders(changes: HeaderChanges): Support {
  return judgeChanges(changes, responseOwned);
}

function judgeChanges(changes: HeaderChanges, owned: ReadonlySet<string>): Support {
  const values = [...changes.set, ...changes.add];
  return (
    firstRefusal(values, ({ name }) => judgeName(name, owned)) ??
    firstRefusal(changes.remove, (name) => judgeName(name, owned)) ??
    firstRefusal(values, judgeValue) ??
    judgeTotal(values)
  );
}

function judgeName(name: string, owned: ReadonlySet<string>): Support {
  if (owned.has(name.toLowerCase()))
    return unsupported(`NGINX writes the header ${name.toLowerCase()} itself`);
  if (!/^[A-Za-z0-9!#$%&'*+\-.^_`|~]+$/.test(name)) return unsupported('this is not a header name');
  return fits(literal(name)) ? exact : tooLong('the header name');
}

function judgeValue({ value }: HeaderValue): Support {
  if (!isPrintable(value)) return unsupported('a header value cannot hold control characters');
  return fits(text(value)) ? exact : tooLong('the value');
}

/** Values of one field are joined into one parameter. */
function judgeTotal(values: readonly HeaderValue[]): Support {
  const length = values.reduce((sum, { name, value }) => sum + name.length + value.length, 0);
  if (length + values.length <= SURELY_FITS) return exact;
  const totals = new Map<string, string>();
  for (const { name, value } of values) {
    const key = name.toLowerCase();
    totals.set(key, `${totals.get(key) ?? `\${gw_append_${key}}`},${value}`);
  }
  const printable = [...totals.values()].filter(isPrintable);
  return printable.every((total) => fits(text(total))) ? exact : tooLong('the value');
}

function repeated(options: TargetOptions): Support {
  return joinsRepeatedHeaders(options) ? exact : firstLineOnly;
}
