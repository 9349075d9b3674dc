import type { Cors, ExternalAuth } from '../../../ir/index.ts';
import { exact, type Support } from '../../../target/capability.ts';
import { firstUncopied } from '../../../target/framing-headers.ts';
import { unsupported } from '../../../target/verdict.ts';

export const roundedMirror: Support = {
  level: 'approximated',
  how: 'requests are mirrored in steps of a millionth',
  differs: 'the share is rounded',
};

export const exposesNothing: Support = {
  level: 'approximated',
  how: 'with credentials, no Access-Control-Expose-Headers is sent for "*"',
  differs: 'scripts see the safelisted headers only, as browsers take "*" for a name then',
};

export const noBodies: Support = {
  level: 'approximated',
  how: 'Envoy tells authorization servers no bodies: where one that is longer than forwardBody.maxSize comes in one piece with the end of the request, it would tell the first part and forward all',
  differs: 'requests of rules and listeners with forwardBody get status 500',
};

export const silentRedirects: Support = {
  level: 'approximated',
  how: 'Envoy adds no CORS headers to redirects',
  differs: 'scripts cannot follow a redirect of the rule to or from another origin',
};

export function judgeCors({ exposed, credentials }: Cors): Support {
  return exposed === 'any' && credentials ? exposesNothing : exact;
}

/**
 * `allow_partial_message: false` refuses what does not fit into the buffer, but the data that end a request (HTTP/2, or
 * any request that another filter has held up) go past it, and the server is told `max_request_bytes` of them.
 */
const truncatesBodies =
  'of a body that is longer than forwardBody.maxSize and comes in one piece with the end of the request, Envoy tells the first part and forwards all';

const token = /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/;

export function judgeExternalAuth(auth: ExternalAuth): Support {
  const asked = auth.requestHeaders === 'all' ? [] : auth.requestHeaders;
  const brought =
    auth.protocol === 'grpc' || auth.responseHeaders === 'all' ? [] : auth.responseHeaders;
  // The CRD lets any text pass for a name here.
  const wrong = [...asked, ...brought].find((name) => !token.test(name));
  if (wrong !== undefined) return unsupported(`${JSON.stringify(wrong)} is not a header name`);
  if (auth.bodyLimit > 0) return unsupported(truncatesBodies);
  if (auth.protocol === 'grpc') return exact;
  const uncopied = firstUncopied(asked, brought);
  if (uncopied !== undefined) return unsupported(`Envoy writes the header ${uncopied} itself`);
  if (auth.pathPrefix !== '' && !auth.pathPrefix.startsWith('/'))
    return unsupported('the path does not start with /');
  return exact;
}
