import type { HeaderValue, SpanAttribute } from '../../../ir/index.ts';
import { exact, type Support } from '../../../target/capability.ts';
import type { TracingPart } from '../../../target/feature.ts';
import type { TargetOptions } from '../../../target/options.ts';
import { unsupported, worst } from '../../../target/verdict.ts';
import { isPlainHeaderName, isReadable } from '../quote.ts';
import { attributeValue } from '../span-attributes.ts';
import { hasSpanFormats, samplesExactly } from '../tracing.ts';

export const roundedSamples: Support = {
  level: 'approximated',
  how: 'traces are sampled in steps of a millionth',
  differs: 'the share is rounded',
};

export const unnamedSpans: Support = {
  level: 'approximated',
  how: 'Envoy before 1.37 has no names for spans but its own',
  differs: 'spanName is not used',
};

export const parentsDecide: Support = {
  level: 'approximated',
  how: 'Envoy keeps to the decision of the parent for all requests',
  differs: 'the share of sampled parents is always 100 %',
};

export const someAttributes: Support = {
  level: 'approximated',
  how: 'Envoy writes some of OpenTelemetry’s attributes, as text, before 1.37 only those that are headers of the request, and a header of the request where Gateway API leaves open whose it is',
  differs: 'spans are sent without the others',
};

export const plainSpans: Support = {
  level: 'approximated',
  how: 'traces are sampled in steps of a millionth, and Envoy before 1.37 has no names for spans but its own',
  differs: 'shares are rounded, and spanName is not used there',
};

/** `sourceType: Header`, which leaves open whose header it is. */
export const ofRequests: Support = {
  level: 'approximated',
  how: 'Envoy takes the header of the request',
  differs: 'a header of the response needs the attribute http.response.header.NAME',
};

export function judgeTracing(part: TracingPart, options: TargetOptions): Support {
  switch (part.kind) {
    case 'spans':
      return exact;
    case 'headers':
      return worst(part.headers.map(judgeHeader));
    case 'sampled':
      return samplesExactly(part.share) ? exact : roundedSamples;
    case 'span-name':
      return hasSpanFormats(options) ? exact : unnamedSpans;
  }
}

function judgeHeader({ name, value }: HeaderValue): Support {
  // Envoy's gRPC client writes these, and refuses a configuration that does.
  if (/^(?::|host$|grpc-|te$|content-)/i.test(name))
    return unsupported(`the header ${name} is the gRPC client’s`);
  // Envoy reads a format there, and then sends it as it stands: nothing stands for a percent sign.
  return value.includes('%')
    ? unsupported(`Envoy cannot send the percent sign in the header ${name}`)
    : exact;
}

export function judgeAttribute({ source }: SpanAttribute, options: TargetOptions): Support {
  const formats = hasSpanFormats(options);
  if (source.kind === 'literal') return isReadable(source.value) ? exact : someAttributes;
  if (source.kind === 'header') return ofRequests;
  const value = attributeValue(source.key);
  if (value === null) return someAttributes;
  if (value.kind === 'constant') return exact;
  if (value.kind === 'header' && value.of === 'REQ') return exact;
  if (value.kind === 'header' && !isPlainHeaderName(value.name)) return someAttributes;
  return formats ? exact : someAttributes;
}
