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

/**
 * `allow_partial_message: false` refuses what does not fit into the buffer, but the data that end a request (HTTP/2, or
 * any request that another filter has held up) go past it. The CRD wants both: longer bodies refused (`forwardBody`) and
 * cut off (`maxSize`).
 */
export const cutBodies: Support = {
  level: 'approximated',
  how: 'bodies that are longer than forwardBody.maxSize are refused with 413, but for those that come in one piece with the end of the request, as in HTTP/2: the server is told their first part, with “x-envoy-auth-partial-body: true”',
  differs: 'a server that lets such requests in has seen a part of what the backend gets',
};

export const silentRedirects: Support = {
  level: 'approximated',
  how: 'Envoy adds no CORS headers to redirects',
  differs: 'scripts cannot follow a redirect of the rule to or from another origin',
};

export function judgeCors({ exposed, credentials }: Cors): Support {
  return exposed === 'any' && credentials ? exposesNothing : exact;
}

const token = /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/;

export function judgeExternalAuth(auth: ExternalAuth): Support {
  const asked = auth.requestHeaders === 'all' ? [] : auth.requestHeaders;
  const brought =
    auth.protocol === 'grpc' || auth.responseHeaders === 'all' ? [] : auth.responseHeaders;
  // The CRD lets any text pass for a name here.
  const wrong = [...asked, ...brought].find((name) => !token.test(name));
  if (wrong !== undefined) return unsupported(`${JSON.stringify(wrong)} is not a header name`);
  const told = auth.bodyLimit > 0 ? cutBodies : exact;
  if (auth.protocol === 'grpc') return told;
  const uncopied = firstUncopied(asked, brought);
  if (uncopied !== undefined) return unsupported(`Envoy writes the header ${uncopied} itself`);
  if (auth.pathPrefix !== '' && !auth.pathPrefix.startsWith('/'))
    return unsupported('the path does not start with /');
  return told;
}
