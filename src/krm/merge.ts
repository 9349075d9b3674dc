import type { JsonObject } from '../parse/index.ts';
import { managedBy, type ConfigMap } from './config-maps.ts';
import { objectIn, textIn } from './resource-list.ts';
import { resultAbout, type Result } from './result.ts';

export interface Merged {
  readonly items: readonly (JsonObject | ConfigMap)[];
  readonly results: readonly Result[];
}

/**
 * The items in their order, then what is new. What an earlier run made is replaced where it stands; an object of the
 * same name that somebody else made is an error.
 */
export function mergeItems(items: readonly JsonObject[], configMaps: readonly ConfigMap[]): Merged {
  const made = new Map(configMaps.map((each) => [keyOf(each.metadata), each]));
  const results: Result[] = [];
  const merged = items.map((item) => {
    if (item['kind'] !== 'ConfigMap' || item['apiVersion'] !== 'v1') return item;
    const metadata = objectIn(item, 'metadata');
    const name = textIn(metadata, 'name') ?? '';
    const namespace = textIn(metadata, 'namespace') ?? 'default';
    const own = made.get(keyOf({ name, namespace }));
    if (own === undefined) return item;
    made.delete(keyOf({ name, namespace }));
    if (textIn(objectIn(metadata, 'labels'), managedBy) === 'gatewright') return own;
    const ref = { apiVersion: 'v1', kind: 'ConfigMap', name, namespace };
    results.push(resultAbout('krm/name-taken', { name: `${namespace}/${name}` }, ref));
    return item;
  });
  return { items: [...merged, ...made.values()], results };
}

function keyOf({ name, namespace }: { readonly name: string; readonly namespace: string }): string {
  return `${namespace}/${name}`;
}
