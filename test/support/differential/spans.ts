import type { Field } from '../http/http1-response.ts';
import { pairs } from './fields.ts';
import type { Observed } from './observe.ts';

/** Trace Context, section 3.2: version, trace, span and flags. */
const pattern = /^00-([0-9a-f]{32})-[0-9a-f]{16}-0[01]$/;

/**
 * What a backend would have got without spans: a proxy that makes them tells backends its own in `traceparent`, which
 * belongs to the trace of the client's, and an empty `tracestate`. Whatever else it tells stays.
 */
export function withoutSpan(got: Observed, sent: readonly Field[]): Observed {
  if (got.kind !== 'response' || got.echo === null) return got;
  const { headers } = got.echo;
  const [own = 'none', ...more] = pairs(headers).flatMap(([name, value]) =>
    /^traceparent$/i.test(name) ? [value] : [],
  );
  const [before] = sent.flatMap(([name, value]) => (/^traceparent$/i.test(name) ? [value] : []));
  const trace = pattern.exec(own)?.[1];
  const continues = before === undefined || pattern.exec(before)?.[1] === trace;
  // What is wrong stays, and is told.
  if (trace === undefined || more.length > 0 || !continues || own === before)
    return withEcho(got, [...headers, 'traceparent', `wrong: ${own}`]);
  const others = pairs(headers).flatMap(([name, value]) =>
    /^traceparent$/i.test(name) || (/^tracestate$/i.test(name) && value === '')
      ? []
      : [name, value],
  );
  return withEcho(got, before === undefined ? others : [...others, 'traceparent', before]);
}

function withEcho(got: Observed, headers: readonly string[]): Observed {
  return got.kind === 'response' && got.echo !== null
    ? { ...got, echo: { ...got.echo, headers } }
    : got;
}
