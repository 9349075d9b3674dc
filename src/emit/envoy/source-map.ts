import type { SourceMapEntry } from '../../target/source-map.ts';
import type { Bootstrap } from './generated/envoy-api.ts';
import type { Provenance } from './provenance.ts';

/** Where the parts with a known origin stand, in the order of the output. */
export function sourceMapOf(
  bootstrap: Bootstrap,
  provenance: Provenance,
  path: string,
): readonly SourceMapEntry[] {
  const entries: SourceMapEntry[] = [];
  const visit = (part: unknown, pointer: string): void => {
    if (typeof part !== 'object' || part === null) return;
    const origin = provenance.originOf(part);
    if (origin !== undefined) entries.push({ path, at: { kind: 'pointer', pointer }, origin });
    for (const [key, each] of Object.entries(part))
      if (!leaves.has(key)) visit(each, `${pointer}/${escapeStep(key)}`);
  };
  visit(bootstrap.static_resources, '/static_resources');
  return entries;
}

// Below these nothing has an origin of its own. Paths of a matcher tree start with a slash.
const leaves: ReadonlySet<string> = new Set([
  'circuit_breakers',
  'domains',
  'http_filters',
  'load_assignment',
  'match',
  'metadata',
  'route',
  'transport_socket',
]);

/** RFC 6901. */
function escapeStep(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
