import type { HttpRequest } from '../../../src/trace/request.ts';
import { hostOf, joined, ownRequestHeaders, pairs, single } from './fields.ts';
import type { Observed } from './observe.ts';
import type { Compared } from './run.ts';
import type { Configuration } from '../random/configuration.ts';
import type { RandomRequest } from '../random/requests.ts';

/** Something in which two proxies differ that got the same request. */
export interface Difference {
  /** `status`, `backend`, `path`, `body`, `Location`, `header NAME`, `response header NAME` and so on. */
  readonly aspect: string;
  readonly nginx: string | null;
  readonly envoy: string | null;
}

/** Two answers to one request, with what the matcher says of each. */
export interface Pair {
  readonly configuration: Configuration;
  readonly request: RandomRequest;
  readonly asked: HttpRequest | null;
  readonly nginx: Compared;
  readonly envoy: Compared;
}

/** Headers of responses that rules of the configurations change. */
const changedHeaders = [
  ...['x-res', 'x-more', 'x-secret', 'vary', 'grpc-status', 'x-why', 'www-authenticate'],
  ...['origin', 'credentials', 'methods', 'headers'].map((name) => `access-control-allow-${name}`),
  ...['access-control-expose-headers', 'access-control-max-age'],
];

type Response = Extract<Observed, { readonly kind: 'response' }>;

/**
 * All that two answers differ in, the matcher left aside. Where both proxies had a choice by weight and chose
 * another backend, the rest cannot be compared: that is one difference, `backend`.
 *
 * @param portNames - names of the ports of both proxies, which differ and stand in redirects
 */
export function differences(
  nginx: Observed,
  envoy: Observed,
  portNames: ReadonlyMap<string, string>,
): readonly Difference[] {
  if (nginx.kind !== envoy.kind) return [{ aspect: 'kind', nginx: nginx.kind, envoy: envoy.kind }];
  if (nginx.kind === 'connection' && envoy.kind === 'connection')
    return different('backend', nginx.backend, envoy.backend);
  if (nginx.kind !== 'response' || envoy.kind !== 'response') return [];
  const backend = different('backend', nginx.backend, envoy.backend);
  if (backend.length > 0) return backend;
  return [
    ...different('status', String(nginx.status), String(envoy.status)),
    ...different('Location', locationOf(nginx, portNames), locationOf(envoy, portNames)),
    ...changedHeaders.flatMap((name) =>
      different(
        `response header ${name}`,
        joined(nginx.headers, name),
        joined(envoy.headers, name),
      ),
    ),
    ...atBackend(nginx, envoy),
  ];
}

function locationOf({ headers }: Response, portNames: ReadonlyMap<string, string>): string | null {
  const location = single(headers, 'location');
  return (
    location?.replace(/:(\d+)(?=[/?]|$)/, (text, port: string) => {
      const name = portNames.get(port);
      return name === undefined ? text : `:<${name}>`;
    }) ?? null
  );
}

function atBackend(nginx: Response, envoy: Response): readonly Difference[] {
  if (nginx.echo === null || envoy.echo === null) return [];
  const [ours, theirs] = [pairs(nginx.echo.headers), pairs(envoy.echo.headers)];
  const names = new Set([...ours, ...theirs].map(([name]) => name.toLowerCase()));
  return [
    ...different('path', nginx.echo.url, envoy.echo.url),
    ...different('body', nginx.echo.body, envoy.echo.body),
    ...different('method', nginx.echo.method, envoy.echo.method),
    ...different('Host', hostOf(ours), hostOf(theirs)),
    ...[...names].flatMap((name) =>
      ownRequestHeaders.test(name)
        ? []
        : different(`header ${name}`, joined(ours, name), joined(theirs, name)),
    ),
  ];
}

function different(
  aspect: string,
  nginx: string | null,
  envoy: string | null,
): readonly Difference[] {
  return nginx === envoy ? [] : [{ aspect, nginx, envoy }];
}
