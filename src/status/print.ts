import type { TerminalText } from '../diagnostics/render/escape.ts';
import { jsonText, type JsonText } from '../report/json-text.ts';
import { textTable } from '../report/text-table.ts';
import { yamlStream, type YamlText } from '../report/yaml-text.ts';
import { describeResource } from '../source/place.ts';
import type { Condition, ObjectStatus } from './model.ts';

/** A YAML stream of objects with nothing but their identity and status, as `kubectl patch` takes them. */
export function printStatus(objects: readonly ObjectStatus[]): YamlText {
  return yamlStream(objects.map(documentOf));
}

/** The same as one List in JSON. */
export function printStatusJson(objects: readonly ObjectStatus[]): JsonText {
  const list = { apiVersion: 'v1', kind: 'List', items: objects.map(documentOf) };
  return jsonText(list);
}

const columns = ['OBJECT', 'PART', 'CONDITION', 'STATUS', 'REASON', 'GENERATION', 'MESSAGE'];

/** One line for each condition, for people. */
export function printStatusTable(objects: readonly ObjectStatus[]): TerminalText {
  const rows = objects.flatMap((object) => {
    const name = describeResource({ ...object.id, kind: object.kind });
    return partsOf(object).flatMap(({ part, conditions }) =>
      conditions.map(({ type, status, reason, message, observedGeneration }) => [
        name,
        part,
        type,
        status,
        reason,
        String(observedGeneration),
        message,
      ]),
    );
  });
  return textTable(columns, rows);
}

/** Something of an object that has conditions of its own. */
interface Part {
  readonly part: string;
  readonly conditions: readonly Condition[];
}

/** The object itself, its listeners, its parents, its ancestors: what a kind has of them. */
function partsOf({ status }: ObjectStatus): readonly Part[] {
  const parts: Part[] = [];
  if ('conditions' in status) parts.push({ part: '-', conditions: status.conditions });
  if ('listeners' in status)
    for (const { name, attachedRoutes, conditions } of status.listeners)
      parts.push({ part: `listener ${name} (routes: ${String(attachedRoutes)})`, conditions });
  if ('parents' in status)
    for (const { parentRef, conditions } of status.parents)
      parts.push({ part: `parent ${referenceText(parentRef)}`, conditions });
  if ('ancestors' in status)
    for (const { ancestorRef, conditions } of status.ancestors)
      parts.push({ part: `ancestor ${referenceText(ancestorRef)}`, conditions });
  return parts;
}

/** `namespace/name#section:port`, as far as the reference says. */
function referenceText(reference: Readonly<Record<string, string | number | undefined>>): string {
  const { namespace, name, sectionName, port } = reference;
  const parts = [
    namespace === undefined ? '' : `${String(namespace)}/`,
    String(name ?? ''),
    sectionName === undefined ? '' : `#${String(sectionName)}`,
    port === undefined ? '' : `:${String(port)}`,
  ];
  return parts.join('');
}

/** An object with nothing but its identity and status. */
export function documentOf({ id, kind, status }: ObjectStatus): object {
  const namespace = id.namespace === '' ? {} : { namespace: id.namespace };
  return {
    apiVersion: `${id.group}/${id.group.endsWith('.x-k8s.io') ? 'v1alpha1' : 'v1'}`,
    kind,
    metadata: { name: id.name, ...namespace },
    // Nothing is known of addresses where all of the machine's are meant.
    status:
      kind === 'Gateway' && status.addresses.length === 0
        ? { ...status, addresses: undefined }
        : status,
  };
}
