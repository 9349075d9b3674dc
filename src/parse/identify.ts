import { isJsonObject, type JsonObject, type JsonValue } from './document.ts';

/** What an object says it is. `namespace` and `name` are empty where the metadata has none. */
export interface Identity {
  /** Empty for the core group. */
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/**
 * Reads what an object says it is; null when apiVersion or kind is missing, empty or no text, as
 * such an object is nothing that an API server can look up.
 */
export function identify(value: JsonObject): Identity | null {
  const apiVersion = textOf(value['apiVersion']);
  const kind = textOf(value['kind']);
  if (apiVersion === '' || kind === '') return null;
  const slash = apiVersion.indexOf('/');
  const metadata = isJsonObject(value['metadata']) ? value['metadata'] : null;
  return {
    group: apiVersion.slice(0, Math.max(slash, 0)),
    version: apiVersion.slice(slash + 1),
    kind,
    namespace: textOf(metadata?.['namespace']),
    name: textOf(metadata?.['name']),
  };
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}
