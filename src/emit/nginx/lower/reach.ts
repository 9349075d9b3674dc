import { createHash } from 'node:crypto';
import type { Backend } from '../../../ir/index.ts';
import { directive, type Line } from '../directive.ts';
import { text, variable, word } from '../quote.ts';
import { supportsResolve } from '../versions.ts';
import { backendTlsLines } from './backend-tls-lines.ts';
import type { Upstream } from './path-lines.ts';
import { passOf, passScheme } from './pass.ts';
import type { RuleSurroundings } from './rule-surroundings.ts';

/** How a subrequest gets to a backend; null when the backend has no endpoints. */
export interface Reach {
  readonly lines: readonly Line[];
  readonly upstream: Upstream;
}

export function reach(backend: Backend, around: RuleSurroundings): Reach | null {
  const pass = passOf(backend.protocol);
  const scheme = `${passScheme(backend)}://`;
  const tls = backendTlsLines(backend, pass, around);
  const { address } = backend;
  if (address.kind === 'endpoints' && address.endpoints.length === 0) return null;
  if (address.kind === 'endpoints' || supportsResolve(around.options)) {
    const name = around.upstreams.nameOf({ kind: 'backend', backend }, 1);
    return { lines: tls, upstream: { pass, url: [`${scheme}${name}`] } };
  }
  // Subrequests share variables with their request, so each host has its own.
  const digest = createHash('sha256').update(address.host).digest('hex').slice(0, 10);
  const host = variable(`gw_host_${digest}`);
  return {
    lines: [directive('set', word(`$${host}`), text(address.host)), ...tls],
    upstream: { pass, url: [scheme, { variable: host }, `:${String(address.port)}`] },
  };
}
