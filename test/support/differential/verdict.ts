import type { HeaderChange, Outcome, Share } from '../../../src/trace/model.ts';
import type { Field } from '../http/http1-response.ts';
import { pairs, hostOf, joined, ownRequestHeaders, single } from './fields.ts';
import { isStray, nameOf } from './backend-name.ts';
import type { Observed } from './observe.ts';

/** The answer where no connection to a backend comes about (SUPPORT.md, ConnectionFailure). */
export const failures = { nginx: 502, envoy: 503 } as const;

/** How a request was made. */
export interface Made {
  readonly target: keyof typeof failures;
  readonly wire: 'http1' | 'http2';
  /** Empty for none. */
  readonly body: string;
}

/** What is wrong with an answer, by the matcher; null for nothing. */
export function verdict(
  expected: Outcome,
  got: Observed,
  { target, wire, body }: Made,
): string | null {
  switch (expected.kind) {
    case 'closed':
      return got.kind === 'closed' ? null : `not closed: ${got.kind}`;
    case 'connection': {
      const allowed = expected.shares.map(({ backend }) => nameOf(backend));
      if (got.kind === 'response') return 'a response';
      const name = got.kind === 'closed' ? null : got.backend;
      return allowed.includes(name) ? null : `connected to ${String(name)}`;
    }
    case 'forward': {
      if (got.kind !== 'response') return got.kind;
      // Several backendRefs may name one Service.
      const problems = expected.shares
        .filter(({ backend, status }) =>
          got.backend === null
            ? (isStray(backend) && status === null ? failures[target] : status) === got.status
            : nameOf(backend) === got.backend,
        )
        .map((share) =>
          isStray(share.backend) && share.status === null
            ? null
            : (atBackend(share, got, body) ?? changed(share.response, got.headers)),
        );
      const [first = `answered by ${String(got.backend)} with ${String(got.status)}`] = problems;
      return problems.includes(null) ? null : first;
    }
    case 'redirect':
    case 'response': {
      if (got.kind !== 'response') return `${got.kind} over ${wire}`;
      if (got.backend !== null) return `backend ${got.backend} answered`;
      if (got.status !== expected.status) return `status ${String(got.status)}`;
      const location = single(got.headers, 'location');
      if (expected.kind === 'redirect' && location !== expected.location)
        return `Location ${String(location)}`;
      return changed(expected.response, got.headers);
    }
  }
}

type Response = Extract<Observed, { readonly kind: 'response' }>;

function atBackend(
  { request }: Share,
  { echo, backend, status }: Response,
  body: string,
): string | null {
  if (request === null || backend === null)
    return request === null && backend === null ? null : 'the backend';
  // A response without a body tells no more than who made it.
  if (echo === null) return request.method === 'HEAD' ? null : 'no body';
  const fields = pairs(echo.headers);
  const ordered = joined(fields, 'gw-status') ?? '200';
  if (String(status) !== ordered) return `status ${String(status)}, not the backend's`;
  if (echo.url !== request.path) return `path ${echo.url}`;
  if (echo.body !== body) return `body ${JSON.stringify(echo.body)}`;
  if (echo.method !== request.method) return `method ${echo.method}`;
  const host = hostOf(fields);
  if (host !== request.host) return `Host ${String(host)}`;
  const wanted = request.headers.map(({ name, value }): Field => [name, value]);
  const names = [...wanted, ...fields].map(([name]) => name.toLowerCase());
  for (const name of new Set(names)) {
    if (ownRequestHeaders.test(name)) continue;
    const [due, got] = [joined(wanted, name), joined(fields, name)];
    if (due !== got) return `header ${name}: ${JSON.stringify(got)}, not ${JSON.stringify(due)}`;
  }
  return null;
}

function changed(changes: readonly HeaderChange[], fields: readonly Field[]): string | null {
  for (const { name, change, values } of changes) {
    const got = joined(fields, name.toLowerCase());
    const fits =
      change === 'remove'
        ? got === null
        : change === 'set'
          ? got === values.join(', ')
          : values.every((value) => got?.includes(value) === true);
    if (!fits) return `response header ${name}: ${JSON.stringify(got)}`;
  }
  return null;
}
