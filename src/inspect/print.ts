import {
  escapeForTerminal,
  joinTerminal,
  terminal,
  terminalLines,
  type TerminalText,
} from '../diagnostics/render/escape.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../parse/document.ts';
import { jsonText, type JsonText } from '../report/json-text.ts';
import { textTable } from '../report/text-table.ts';
import { yamlText, type YamlText } from '../report/yaml-text.ts';
import { ageColumn, columnsOf, type Column } from './columns.ts';
import { isPolicy } from './kinds.ts';
import type { InspectedObject, Inspection } from './model.ts';
import { relationsOf, type Section } from './sections.ts';
import { textAt, valueAt } from './values.ts';

/** What `gatewright get` prints tables by. */
export interface TableOptions {
  readonly wide: boolean;
  /** Show the namespaces. */
  readonly allNamespaces: boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** A table for each kind, as gwctl has them; policies of all kinds are one. */
export function printTables(
  objects: readonly InspectedObject[],
  inspection: Inspection,
  options: TableOptions,
): TerminalText {
  const groups = new Map<string, InspectedObject[]>();
  for (const object of objects) {
    const group = isPolicy(object.id.kind) ? 'Policy' : object.id.kind;
    const listed = groups.get(group);
    if (listed === undefined) groups.set(group, [object]);
    else listed.push(object);
  }
  return joinTerminal(
    [...groups].map(([kind, list]) => printTable(kind, list, inspection, options)),
    terminal`\n`,
  );
}

function printTable(
  kind: string,
  objects: readonly InspectedObject[],
  inspection: Inspection,
  { wide, allNamespaces, now }: TableOptions,
): TerminalText {
  const namespaced = objects.some(({ id }) => id.namespace !== '');
  const identity: readonly Column[] = [
    ...(allNamespaces && namespaced
      ? [{ title: 'NAMESPACE', wide: false, value: ({ id }: InspectedObject) => id.namespace }]
      : []),
    { title: 'NAME', wide: false, value: ({ id }) => id.name },
  ];
  const own = columnsOf(kind, inspection).filter((each) => wide || !each.wide);
  const narrow = own.filter((each) => !each.wide);
  const columns = [...identity, ...narrow, ageColumn(now), ...own.filter((each) => each.wide)];
  return textTable(
    columns.map(({ title }) => title),
    objects.map((object) => columns.map(({ value }) => value(object))),
  );
}

/** One object, or a List of several. */
export function printObjects(
  objects: readonly InspectedObject[],
  format: 'yaml' | 'json',
  single: boolean,
): JsonText | YamlText {
  const documents = objects.map(documentOf);
  const [only] = documents;
  const value =
    single && only !== undefined ? only : { apiVersion: 'v1', kind: 'List', items: documents };
  return format === 'yaml' ? yamlText(value) : jsonText(value);
}

/** The manifest with the status that a controller would write; what a Secret holds stays hidden. */
function documentOf({ id, value, status }: InspectedObject): object {
  const shown = id.kind === 'Secret' ? withoutSecrets(value) : value;
  return status === null ? shown : { ...shown, status };
}

function withoutSecrets(value: JsonValue): object {
  if (!isJsonObject(value)) return {};
  const hide = (data: JsonValue | undefined) =>
    isJsonObject(data)
      ? Object.fromEntries(Object.keys(data).map((key) => [key, '<hidden>']))
      : undefined;
  // Only what is known to be none of it: a misspelt field may hold a key, and so do the annotations, in which
  // `kubectl apply` notes down the values.
  const metadata = valueAt(value, 'metadata');
  const named = Object.fromEntries(
    Object.entries(isJsonObject(metadata) ? metadata : {}).filter(([key]) =>
      shownMetadata.has(key),
    ),
  );
  return {
    ...only(value, ['apiVersion', 'kind']),
    metadata: named,
    ...only(value, ['type', 'immutable']),
    data: hide(value['data']),
    stringData: hide(value['stringData']),
  };
}

const shownMetadata: ReadonlySet<string> = new Set([
  ...['name', 'namespace', 'labels', 'uid', 'generation', 'resourceVersion', 'creationTimestamp'],
]);

function only(value: JsonObject, fields: readonly string[]): object {
  return Object.fromEntries(
    fields.flatMap((field) => (value[field] === undefined ? [] : [[field, value[field]]])),
  );
}

/** Everything about one object. */
export function printDescription(object: InspectedObject, inspection: Inspection): TerminalText {
  const { id, value, status } = object;
  const { sections, missing } = relationsOf(object, inspection);
  const text = (title: string, content: string): readonly Section[] =>
    content === '' ? [] : [{ title, body: { kind: 'text', text: content } }];
  const data = (title: string, content: unknown): readonly Section[] =>
    content === null || content === undefined
      ? []
      : [{ title, body: { kind: 'value', value: content } }];
  const all: readonly Section[] = [
    ...text('Name', id.name),
    ...text('Namespace', id.namespace),
    ...data('Labels', valueAt(value, 'metadata', 'labels')),
    ...(id.kind === 'Secret' ? [] : data('Annotations', valueAt(value, 'metadata', 'annotations'))),
    ...text('APIVersion', textAt(value, 'apiVersion')),
    ...text('Kind', id.kind),
    ...data('Spec', valueAt(value, 'spec')),
    ...data('Status', status),
    ...sections,
  ];
  const parts = [
    ...all.map(printSection),
    ...(missing.length === 0 ? [] : [terminal`MissingReferenceGrants:\n`]),
    ...missing.map((grant) => terminal`---\n${indented(yamlText(grant), terminal``)}`),
  ];
  return joinTerminal(parts, terminal``);
}

function printSection({ title: words, body }: Section): TerminalText {
  const title = escapeForTerminal(words);
  switch (body.kind) {
    case 'text':
      return terminal`${title}: ${escapeForTerminal(body.text)}\n`;
    case 'list':
      return terminal`${title}:\n${terminalLines(body.lines.map((line) => terminal`- ${escapeForTerminal(line)}`))}`;
    case 'table': {
      const rules = body.columns.map((name) => '-'.repeat(name.length));
      return terminal`${title}:\n${textTable(body.columns, [rules, ...body.rows], terminal`  `)}`;
    }
    case 'value':
      return terminal`${title}:\n${indented(yamlText(body.value), terminal`  `)}`;
  }
}

function indented(yaml: YamlText, by: TerminalText): TerminalText {
  const lines = yaml.replace(/\n$/, '').split('\n');
  return terminalLines(lines.map((line) => terminal`${by}${escapeForTerminal(line)}`));
}
