import { createHash } from 'node:crypto';
import type { BackendId, RuleId } from '../../ir/index.ts';

// Kubernetes names hold no `_`, so joining with it keeps different names different.
const readable = /^([a-z]+)\/([a-z0-9-]+)\/([a-z0-9][a-z0-9.-]*)\/(\d+)((?:\/[a-z0-9.-]+)*)$/;
const MAX_LENGTH = 200;

/**
 * The upstream of a backend: `name_namespace_port`. Name first, because NGINX compares each
 * `proxy_pass` with all upstreams when it starts, and names differ sooner than namespaces.
 */
export function upstreamName(id: BackendId): string {
  return generated(id, ([kind, namespace, name, port, rest]) => {
    const extra = [...(kind === 'service' ? [] : [kind]), ...rest];
    return [name, namespace, port, ...extra].join('_');
  });
}

/** The named location or upstream of a rule: `name_namespace_rule0`. */
export function ruleName(id: RuleId): string {
  return generated(id, ([kind, namespace, name, index, rest]) => {
    const kinds = kind === 'httproute' ? [] : [kind];
    return [name, namespace, ...kinds, `rule${index}`, ...rest].join('_');
  });
}

/** `ruleName`, worked out once for each rule: a rule of many matches is named again and again. */
export type RuleNames = (id: RuleId) => string;

export function createRuleNames(): RuleNames {
  const names = new Map<RuleId, string>();
  return (id) => {
    const known = names.get(id);
    if (known !== undefined) return known;
    const name = ruleName(id);
    names.set(id, name);
    return name;
  };
}

type IdParts = readonly [
  kind: string,
  namespace: string,
  name: string,
  last: string,
  rest: readonly string[],
];

// Stable when other objects come and go; what Kubernetes would not allow as a name is hashed.
function generated(id: RuleId | BackendId, join: (parts: IdParts) => string): string {
  const found = readable.exec(id);
  if (found === null || id.length > MAX_LENGTH)
    return `x_${createHash('sha256').update(id).digest('hex').slice(0, 32)}`;
  const [, kind = '', namespace = '', name = '', last = '', rest = ''] = found;
  return join([kind, namespace, name, last, rest.split('/').slice(1)]);
}
