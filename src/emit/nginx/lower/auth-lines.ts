import { createHash } from 'node:crypto';
import type { ExternalAuth } from '../../../ir/index.ts';
import { directive, type Line, locationHead } from '../directive.ts';
import { empty, expression, literal, variable, type VariableName, word } from '../quote.ts';
import type { CopiedField } from './header-lines.ts';
import { reach } from './reach.ts';
import type { ExtraLocation, RuleSurroundings } from './rule-surroundings.ts';
import {
  internalLocation,
  internalPath,
  keepPath,
  keepQuery,
  passSentPath,
} from './subrequests.ts';

type HttpAuth = Extract<ExternalAuth, { readonly protocol: 'http' }>;

export interface AuthLines {
  readonly lines: readonly Line[];
  /** Header fields of the answer for the request to the backend. */
  readonly copied: readonly CopiedField[];
  readonly locations: readonly ExtraLocation[];
}

/** Asks an authorization server before requests of a location are served (GEP-1494). */
export function authLines(auth: ExternalAuth | null, around: RuleSurroundings): AuthLines {
  if (auth === null) return { lines: [], copied: [], locations: [] };
  if (auth.protocol === 'grpc') throw new Error('an unsupported filter was not refused');
  // What an earlier server has brought is sent instead of the client's own.
  const brought = broughtBy(around);
  const sent = ['authorization', ...auth.requestHeaders].filter((name) => brought.has(name));
  const key = `${JSON.stringify(auth)}${sent.length === 0 ? '' : JSON.stringify(sent)}`;
  const digest = createHash('sha256').update(key).digest('hex').slice(0, 10);
  const path = internalPath('auth', digest);
  const names = auth.responseHeaders === 'all' ? [] : auth.responseHeaders;
  const copied = names.map((name) => ({
    name,
    value: variable(`gw_auth_${name.replaceAll('-', '_')}`),
  }));
  return {
    lines: [
      keepPath,
      keepQuery,
      directive('auth_request', literal(path)),
      ...copied.map(({ name, value }) =>
        directive(
          'auth_request_set',
          word(`$${value}`),
          expression({ variable: variable(`upstream_http_${name.replaceAll('-', '_')}`) }),
        ),
      ),
    ],
    copied,
    locations: [
      { head: internalLocation(path), lines: askLines(auth, digest, around) },
      { head: locationHead(word(`@gw_deny_${digest}`)), lines: [directive('return', word('403'))] },
    ],
  };
}

function broughtBy({ guard }: RuleSurroundings): ReadonlyMap<string, VariableName> {
  return new Map(guard.brought.map(({ name, value }) => [name, value]));
}

// A server that fails does not forbid: of its 5xx NGINX makes 500, as it does of all that stand not here.
const otherwise = ['300', '301', '302', '303', '304', '305', '307', '308'];
const refusals = Array.from({ length: 52 }, (_, index) => String(400 + index)).filter(
  (code) => code !== '401' && code !== '403',
);

/** What is set anyhow, and what only a proxy could say (`X-Forwarded-Client-Cert`). */
const settled: ReadonlySet<string> = new Set(['authorization', 'host', 'x-forwarded-client-cert']);

function askLines(auth: HttpAuth, digest: string, around: RuleSurroundings): readonly Line[] {
  const found = reach(around.lookup(auth.backend), around);
  if (found === null) return [directive('internal'), directive('return', word('500'))];
  const brought = broughtBy(around);
  const set = (name: string, source: string): Line =>
    directive(
      'proxy_set_header',
      literal(name),
      expression({ variable: brought.get(name.toLowerCase()) ?? variable(source) }),
    );
  return [
    directive('internal'),
    directive('proxy_method', word('$request_method')),
    directive('proxy_pass_request_body', word('off')),
    directive('proxy_pass_request_headers', word('off')),
    set('Host', 'gw_host'),
    directive('proxy_set_header', word('Content-Length'), word('0')),
    directive('proxy_set_header', word('Connection'), empty),
    set('Authorization', 'http_authorization'),
    ...auth.requestHeaders
      .filter((header) => !settled.has(header))
      .map((header) => set(header, `http_${header.replaceAll('-', '_')}`)),
    directive('proxy_connect_timeout', word('5s')),
    directive('proxy_read_timeout', word('5s')),
    directive('proxy_intercept_errors', word('on')),
    directive(
      'error_page',
      ...[...otherwise, ...refusals].map(word),
      word('=403'),
      word(`@gw_deny_${digest}`),
    ),
    ...found.lines,
    ...passSentPath(found.upstream, auth.pathPrefix, 'kept'),
  ];
}
