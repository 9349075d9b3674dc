import { isJsonList, isJsonObject, type JsonObject, type JsonValue } from '../parse/document.ts';
import type { ObjectMeta } from '../model/index.ts';
import type { FieldPath } from '../source/field-path.ts';

export interface MetadataProblem {
  readonly path: FieldPath;
  readonly problem: string;
}

export interface Metadata {
  readonly name: string;
  /** As written; empty when it is not. */
  readonly namespace: string;
  readonly meta: ObjectMeta;
  readonly problems: readonly MetadataProblem[];
}

const label = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/;
const qualifiedName = /^[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?$/;

/** ObjectMeta, checked as apimachinery checks it on creation. */
export function readMetadata(object: JsonObject, scope: 'Namespaced' | 'Cluster'): Metadata {
  const problems: MetadataProblem[] = [];
  const add: Add = (path, problem) => {
    problems.push({ path: ['metadata', ...path], problem });
  };
  const metadata = isJsonObject(object['metadata']) ? object['metadata'] : {};
  const name = text(metadata['name'], 'name', add);
  const namespace = text(metadata['namespace'], 'namespace', add);
  // The namespace of a cluster-scoped object is ignored, whatever it is.
  checkNames(name, scope === 'Cluster' ? '' : namespace, add);
  const labels = strings(metadata['labels'], 'labels', add);
  checkLabels(labels, add);
  const annotations = strings(metadata['annotations'], 'annotations', add);
  for (const [key] of annotations)
    if (!isQualifiedName(key.toLowerCase()))
      add(['annotations', key], 'Invalid value: not an annotation key');
  checkOwners(metadata['ownerReferences'], add);
  const created = metadata['creationTimestamp'];
  const generation = metadata['generation'];
  const meta: ObjectMeta = {
    labels,
    annotations,
    creationTimestamp: typeof created === 'string' ? created : null,
    generation: typeof generation === 'number' ? generation : 0,
  };
  return { name, namespace, meta, problems };
}

function checkNames(name: string, namespace: string, add: Add): void {
  if (name === '') add(['name'], 'Required value: name or generateName is required');
  else if (!isSubdomain(name))
    add(['name'], `Invalid value: ${JSON.stringify(name)}: must be a lowercase RFC 1123 subdomain`);
  if (namespace !== '' && !(namespace.length <= 63 && label.test(namespace))) {
    const shown = JSON.stringify(namespace);
    add(['namespace'], `Invalid value: ${shown}: must be a lowercase RFC 1123 label`);
  }
}

function checkLabels(labels: ReadonlyMap<string, string>, add: Add): void {
  for (const [key, value] of labels) {
    if (!isQualifiedName(key)) add(['labels', key], 'Invalid value: not a label key');
    if (value !== '' && !(value.length <= 63 && qualifiedName.test(value)))
      add(['labels', key], `Invalid value: ${JSON.stringify(value)}: not a label value`);
  }
}

/** OwnerReference: complete, and at most one of them the controller. */
function checkOwners(value: JsonValue | undefined, add: Add): void {
  if (value === undefined || value === null || !isJsonList(value)) return;
  for (const [position, owner] of value.entries())
    for (const field of ['apiVersion', 'kind', 'name', 'uid'])
      if (!isJsonObject(owner) || (owner[field] ?? '') === '')
        add(['ownerReferences', position, field], 'Required value: must not be empty');
  const controllers = value.filter((owner) => isJsonObject(owner) && owner['controller'] === true);
  if (controllers.length > 1)
    add(['ownerReferences'], 'Invalid value: only one reference can have controller set to true');
}

type Add = (path: FieldPath, problem: string) => void;

function text(value: JsonValue | undefined, field: string, add: Add): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  add([field], 'Invalid value: must be of type string');
  return '';
}

const noStrings: ReadonlyMap<string, string> = new Map();

function strings(
  value: JsonValue | undefined,
  field: string,
  add: Add,
): ReadonlyMap<string, string> {
  if (value === undefined || value === null) return noStrings;
  const found = new Map<string, string>();
  if (!isJsonObject(value)) {
    add([field], 'Invalid value: must be of type object');
    return found;
  }
  for (const key in value) {
    const each = value[key];
    // A null in a map of strings is an empty string to Go.
    if (typeof each === 'string' || each === null) found.set(key, each ?? '');
    else add([field, key], 'Invalid value: must be of type string');
  }
  return found;
}

function isSubdomain(name: string): boolean {
  if (name.length > 253) return false;
  return label.test(name) || name.split('.').every((part) => label.test(part));
}

/** An optional DNS prefix and a name: `example.com/team`. */
function isQualifiedName(key: string): boolean {
  if (key.length <= 63 && qualifiedName.test(key)) return true;
  const parts = key.split('/');
  const name = parts.pop() ?? '';
  if (parts.length > 1 || (parts.length === 1 && !isSubdomain(parts[0] ?? ''))) return false;
  return name.length <= 63 && qualifiedName.test(name);
}
