import type { Cors, CorsOrigin } from '../ir/index.ts';
import type { Conduct } from '../target/conduct.ts';
import type { HeaderChange } from './model.ts';
import type { HttpRequest } from './request.ts';

/** OPTIONS with an Origin and a method to ask for (Fetch, "CORS-preflight request"). */
export function isPreflight(request: HttpRequest): boolean {
  return (
    request.method === 'OPTIONS' &&
    headerOf(request, 'origin') !== '' &&
    headerOf(request, 'access-control-request-method') !== ''
  );
}

/** What a policy adds to the response for an allowed origin (GEP-1767). */
export function corsHeaders(
  cors: Cors,
  request: HttpRequest,
  { corsVaries }: Conduct,
): readonly HeaderChange[] {
  const origin = headerOf(request, 'origin');
  const vary = corsVaries ? [set('Vary', 'Origin', 'add')] : [];
  if (!isAllowed(cors, origin)) return vary;
  // Beside credentials `*` is no wildcard but a header of that name (Fetch, 3.3.5).
  const exposed = cors.exposed === 'any' ? (cors.credentials ? '' : '*') : cors.exposed.join(', ');
  return [
    set('Access-Control-Allow-Origin', origin),
    ...(cors.credentials ? [set('Access-Control-Allow-Credentials', 'true')] : []),
    ...(exposed === '' ? [] : [set('Access-Control-Expose-Headers', exposed)]),
    ...vary,
  ];
}

/** What the answer to a preflight says. */
export function preflightHeaders(
  cors: Cors,
  request: HttpRequest,
  conduct: Conduct,
): readonly HeaderChange[] {
  const common = corsHeaders(cors, request, conduct);
  if (!isAllowed(cors, headerOf(request, 'origin'))) return common;
  const listed = (names: 'any' | readonly string[], asked: string): string =>
    names === 'any' ? headerOf(request, asked) : names.join(', ');
  const methods = listed(cors.methods, 'access-control-request-method');
  const headers = listed(cors.headers, 'access-control-request-headers');
  return [
    ...common,
    ...(methods === '' ? [] : [set('Access-Control-Allow-Methods', methods)]),
    ...(headers === '' ? [] : [set('Access-Control-Allow-Headers', headers)]),
    set('Access-Control-Max-Age', String(cors.maxAge)),
  ];
}

function isAllowed({ origins }: Cors, origin: string): boolean {
  if (origin === '') return false;
  return origins === 'any' || origins.some((allowed) => fits(allowed, origin));
}

function fits(allowed: CorsOrigin, origin: string): boolean {
  const port = allowed.port === null ? '' : `:${String(allowed.port)}`;
  const scheme = `${allowed.scheme}://`;
  if (allowed.kind === 'exact') return origin === `${scheme}${allowed.host}${port}`;
  const end = `${allowed.suffix}${port}`;
  if (!origin.startsWith(scheme) || !origin.endsWith(end)) return false;
  return /^[^/:\s]+$/.test(origin.slice(scheme.length, origin.length - end.length));
}

function headerOf({ headers }: HttpRequest, name: string): string {
  return headers.find((header) => header.name.toLowerCase() === name)?.value ?? '';
}

function set(name: string, value: string, change: 'set' | 'add' = 'set'): HeaderChange {
  return { name, change, values: [value] };
}
