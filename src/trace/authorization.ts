import type { Backend, ExternalAuth, HeaderValue, ListenerFilter } from '../ir/index.ts';
import type { ReadPath } from '../target/conduct.ts';
import type { AuthAnswer } from './authorization-servers.ts';
import { isEmpty } from './backends.ts';
import type { HeaderChange } from './model.ts';
import type { HttpRequest } from './request.ts';
import type { Surroundings } from './surroundings.ts';

/** Why a request is refused where no authorization server can be asked. */
export const nobodyToAsk = 'the authorization server has no endpoint that is ready';

export type Authorized =
  /** The request as it goes on, with what the servers have brought. */
  | { readonly kind: 'allowed'; readonly request: HttpRequest }
  | {
      readonly kind: 'denied';
      readonly status: number;
      /** Prose without a final dot. */
      readonly why: string;
      readonly response: readonly HeaderChange[];
    };

/** A request before it is authorized. */
export interface Asking {
  readonly request: HttpRequest;
  readonly path: ReadPath;
}

/** Asks the servers of some filters one after the other; a later one sees what earlier ones have brought. */
export function authorize(
  filters: readonly ListenerFilter[],
  { request, path }: Asking,
  around: Surroundings,
): Authorized {
  let current = request;
  for (const { auth } of filters) {
    const answer = askServer(auth, { request: current, path }, around);
    if (answer === null)
      return {
        kind: 'denied',
        status: 500,
        why: nobodyToAsk,
        response: [],
      };
    const { status } = answer;
    if (!around.conduct.authAllows(status, auth.protocol)) return denied(answer, auth, around);
    current = { ...current, headers: withBrought(current.headers, answer, auth) };
  }
  return { kind: 'allowed', request: current };
}

/** Null where there is nobody to ask. */
function askServer(
  auth: ExternalAuth,
  { request, path }: Asking,
  { backends, conduct, ask }: Surroundings,
): AuthAnswer | null {
  const backend: Backend | undefined = backends.get(auth.backend);
  if (backend === undefined || isEmpty(backend)) return null;
  const prefix = auth.protocol === 'http' ? auth.pathPrefix : '';
  const target = conduct.changePath(null, path, request.query, backend.protocol);
  return ask({
    protocol: auth.protocol,
    method: request.method,
    path: prefix + (target ?? path.forwarded),
    host: conduct.forwardedHost(request.host),
    headers: request.headers.filter(({ name }) => isTold(auth, name.toLowerCase())),
    bodyLimit: auth.bodyLimit,
  });
}

function isTold(auth: ExternalAuth, name: string): boolean {
  if (name.includes('_')) return false;
  if (auth.protocol === 'http')
    return name === 'authorization' || auth.requestHeaders.includes(name);
  return auth.requestHeaders === 'all' || auth.requestHeaders.includes(name);
}

/** What the answer brings replaces what the client has sent. */
function withBrought(
  headers: readonly HeaderValue[],
  answer: AuthAnswer,
  auth: ExternalAuth,
): readonly HeaderValue[] {
  const allowed = auth.protocol === 'http' ? auth.responseHeaders : 'all';
  const brought = answer.headers.filter(
    ({ name }) => allowed === 'all' || allowed.includes(name.toLowerCase()),
  );
  const names = new Set(brought.map(({ name }) => name.toLowerCase()));
  return [...headers.filter(({ name }) => !names.has(name.toLowerCase())), ...brought];
}

function denied(
  { status, headers }: AuthAnswer,
  { protocol }: ExternalAuth,
  { conduct }: Surroundings,
): Authorized {
  const told = conduct.denial(status, protocol);
  return {
    kind: 'denied',
    status: told.status,
    why: `the authorization server answers ${String(status)}`,
    response: headers.flatMap(({ name, value }): readonly HeaderChange[] =>
      told.tells(name.toLowerCase()) ? [{ name, change: 'set', values: [value] }] : [],
    ),
  };
}
