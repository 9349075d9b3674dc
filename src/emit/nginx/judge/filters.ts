import type { Cors, ListenerFilter } from '../../../ir/index.ts';
import { exact, type Support } from '../../../target/capability.ts';
import type { FeaturePayloads } from '../../../target/feature.ts';
import { firstUncopied } from '../../../target/framing-headers.ts';
import { unsupported } from '../../../target/verdict.ts';
import { MAX_LISTENER_FILTERS } from '../lower/listener-filters.ts';
import { passOf } from '../lower/pass.ts';
import { fits, text } from '../quote.ts';
import { tooLong } from './support.ts';

export const mirrorHolds: Support = {
  level: 'approximated',
  how: 'NGINX takes the next request of a client’s HTTP/1.1 connection when the copies are answered, or after 5 s',
  differs: 'a mirror that is slow slows such clients down',
};

export const roundedMirror: Support = {
  level: 'approximated',
  how: 'requests are mirrored in steps of 0.01 %, and NGINX takes the next request of a client’s HTTP/1.1 connection when the copies are answered, or after 5 s',
  differs: 'the share is rounded, and a mirror that is slow slows such clients down',
};

export const exposesNothing: Support = {
  level: 'approximated',
  how: 'with credentials, no Access-Control-Expose-Headers is sent for "*"',
  differs: 'scripts see the safelisted headers only, as browsers take "*" for a name then',
};

export function judgeCors({ exposed, credentials, headers }: Cors): Support {
  const lists = [exposed, headers].map((names) => (names === 'any' ? '' : names.join(', ')));
  if (lists.some((list) => !fits(text(list)))) return tooLong('the list of headers');
  return exposed === 'any' && credentials ? exposesNothing : exact;
}

export const anySuccess = {
  level: 'approximated',
  how: 'auth_request lets requests through for every 2xx, and passes on 401 with WWW-Authenticate and 403',
  differs:
    'other answers of the authorization server become 403, failures 500, and its body, redirects and cookies do not reach the client',
} as const satisfies Support;

/** `judgeHttpAuth`, in general. */
export const fewAnswers: Support = {
  ...anySuccess,
  differs: `${anySuccess.differs}; rules with forwardBody, without http.allowedResponseHeaders or with a server that speaks HTTP/2 get status 500`,
};

export const noGrpcAuth = unsupported(
  'NGINX’s stock modules do not speak Envoy’s authorization protocol',
);

export function judgeHttpAuth({
  auth,
  server,
}: FeaturePayloads['HTTPRouteExternalAuthHTTP']): Support {
  if (server !== null && passOf(server.protocol) === 'grpc')
    return unsupported('over HTTP/2 NGINX asks with GET and all headers, and without the query');
  if (auth.responseHeaders === 'all')
    return unsupported('auth_request copies only headers that http.allowedResponseHeaders names');
  if (auth.bodyLimit > 0) return unsupported('auth_request does not send the body of requests');
  const uncopied = firstUncopied(auth.requestHeaders, auth.responseHeaders);
  if (uncopied !== undefined) return unsupported(`NGINX writes the header ${uncopied} itself`);
  const wrong = [...auth.requestHeaders, ...auth.responseHeaders].find(
    (name) => !/^[a-z0-9-]+$/.test(name),
  );
  if (wrong !== undefined)
    return unsupported('NGINX has variables only for header names of letters, digits and dashes');
  if (auth.pathPrefix !== '' && !/^\/[A-Za-z0-9\-._~!&'()*+,;=:@/]*$/.test(auth.pathPrefix))
    return unsupported(
      'http.path has to begin with a slash and cannot hold escapes or dollar signs',
    );
  return anySuccess;
}

export const fewFilters: Support = {
  level: 'approximated',
  how: `NGINX follows ten internal redirects, so a listener has at most ${String(MAX_LISTENER_FILTERS)} filters`,
  differs: 'requests of listeners with more filters get status 500',
};

export function judgeListenerFilters(filters: readonly ListenerFilter[]): Support {
  return filters.length > MAX_LISTENER_FILTERS
    ? unsupported(
        `NGINX follows ten internal redirects, which ${String(MAX_LISTENER_FILTERS)} filters of a listener leave enough of`,
      )
    : exact;
}
