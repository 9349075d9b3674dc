import { idKey, nameOf, type InspectedObject, type JudgedReference } from '../inspect/model.ts';
import { listAt, textAt, valueAt } from '../inspect/values.ts';
import type { JsonValue } from '../parse/document.ts';
import { listenerKey, type GraphContext } from './context.ts';
import { below, beside } from './draft.ts';
import type { NodeId } from './model.ts';

/** A route with its rules, between the listeners that serve it and its backends. */
export function addRoute(object: InspectedObject, context: GraphContext): void {
  const { draft, findingsOf, inspection } = context;
  const { id, value } = object;
  const node = draft.node(idKey(id), {
    layer: 'route',
    object: id,
    kind: id.kind,
    name: nameOf(id),
    details: shortened(listAt(value, 'spec', 'hostnames').map(String)),
    findings: findingsOf(id, beside('rules')),
  });
  const references = inspection.from(id);
  const serving = inspection.listenersOf(id);
  for (const { parent, listener } of serving) {
    const from = draft.has(listenerKey(idKey(parent), listener));
    if (from !== null) draft.edge(from, node);
  }
  // Where no listener serves the route, its parent still shows what was meant.
  for (const { role, to, section } of references)
    if (role === 'parent' && !serving.some(({ owners }) => owners.includes(idKey(to)))) {
      const named = section === null ? null : draft.has(listenerKey(idKey(to), section));
      const from = named ?? draft.has(idKey(to));
      if (from !== null) draft.edge(from, node, { label: 'not served', problem: 'error' });
    }
  listAt(value, 'spec', 'rules').forEach((rule, position) => {
    const own = draft.node(`${idKey(id)}#${String(position)}`, {
      layer: 'rule',
      object: id,
      kind: 'Rule',
      name: textAt(rule, 'name') || `rule ${String(position + 1)}`,
      details: ruleLines(rule),
      findings: findingsOf(id, below('rules', position)),
    });
    draft.edge(node, own);
    addBackends({ node: own, rule, position }, references, context);
  });
}

interface RulePart {
  readonly node: NodeId;
  readonly rule: JsonValue;
  readonly position: number;
}

function addBackends(
  { node: own, rule, position }: RulePart,
  references: readonly JudgedReference[],
  { draft }: GraphContext,
): void {
  const total = listAt(rule, 'backendRefs')
    .map((each) => Number(textAt(each, 'weight') || 1))
    .reduce((sum, each) => sum + each, 0);
  for (const reference of references) {
    const { role, to, section, exists, permission, origin } = reference;
    if (role !== 'backend' || !below('rules', position)(origin.path)) continue;
    const node = draft.node(`${idKey(to)}:${section ?? ''}`, {
      layer: 'backend',
      object: to,
      kind: to.kind,
      name: `${nameOf(to)}${section === null ? '' : `:${section}`}`,
      details: exists ? [] : ['not in the input'],
      problem: exists ? null : 'warning',
    });
    // Policies look for the object, whatever the port.
    draft.alias(idKey(to), node);
    const denied = permission.kind === 'missing';
    const label = denied ? 'no grant' : edgeLabel(reference, rule, total);
    draft.edge(own, node, {
      label,
      problem: denied ? 'error' : null,
      aside: origin.path[3] !== 'backendRefs',
    });
    if (permission.kind !== 'granted') continue;
    const grant = draft.node(idKey(permission.by), {
      layer: 'attached',
      object: permission.by,
      kind: permission.by.kind,
      name: nameOf(permission.by),
    });
    draft.edge(node, grant, { aside: true });
  }
}

/** The share of requests, or what gets a copy of them or is asked about them. */
function edgeLabel({ origin }: JudgedReference, rule: JsonValue, total: number): string {
  const [, , , list, index] = origin.path;
  if (list !== 'backendRefs' || typeof index !== 'number')
    return origin.path.includes('requestMirror') ? 'copy' : 'filter';
  const refs = listAt(rule, 'backendRefs');
  if (refs.length < 2) return '';
  const weight = Number(textAt(refs[index] ?? null, 'weight') || 1);
  return total === 0 ? '0%' : `${String(Math.round((weight / total) * 1000) / 10)}%`;
}

function ruleLines(rule: JsonValue): readonly string[] {
  const filters = listAt(rule, 'filters').map((each) => `+ ${textAt(each, 'type')}`);
  return [...shortened(listAt(rule, 'matches').map(matchText)), ...shortened(filters)];
}

function matchText(match: JsonValue): string {
  const path = valueAt(match, 'path');
  const sign = { Exact: '= ', PathPrefix: '', RegularExpression: '~ ' }[textAt(path, 'type')] ?? '';
  const call = [textAt(match, 'method', 'service'), textAt(match, 'method', 'method')];
  const conditions = listAt(match, 'headers').length + listAt(match, 'queryParams').length;
  return [
    textAt(match, 'method'),
    path === null
      ? call.filter((each) => each !== '').join('/')
      : `${sign}${textAt(path, 'value')}`,
    conditions === 0 ? '' : `(${String(conditions)} more)`,
  ]
    .filter((each) => each !== '')
    .join(' ');
}

/** Three lines at most. */
function shortened(lines: readonly string[]): readonly string[] {
  if (lines.length <= 3) return lines;
  return [...lines.slice(0, 2), `and ${String(lines.length - 2)} more`];
}
