import { parseRequest, type TraceRequest } from '../../trace/request.ts';
import { CliError } from '../cli-error.ts';
import type { ParsedArguments } from './parse.ts';
import { all, optional } from './read.ts';

export interface TraceArguments {
  readonly request: TraceRequest;
  /** Of manifests. */
  readonly paths: readonly string[];
}

/**
 * `[PATH...] [METHOD] URL`: the last argument is the URL, and a method may stand before it.
 *
 * @throws CliError when they are not a request.
 */
export function traceArguments(args: ParsedArguments): TraceArguments {
  const url = args.positionals.at(-1) ?? '';
  if (!url.includes('://'))
    throw new CliError(
      url === '' ? 'trace needs a URL' : `the last argument must be a URL, not ${url}`,
      'For example: gatewright trace manifests/ GET http://shop.example.com/cart',
    );
  const before = args.positionals.slice(0, -1);
  const last = before.at(-1) ?? '';
  const method = /^[A-Z]+$/.test(last) ? last : null;
  const parsed = parseRequest({
    method: method ?? 'GET',
    url,
    headers: all(args, 'header'),
    sni: optional(args, 'sni'),
  });
  if (parsed.kind === 'wrong') throw new CliError(parsed.why);
  return { request: parsed.request, paths: method === null ? before : before.slice(0, -1) };
}
