import { isPolicy, isRoute } from '../inspect/kinds.ts';
import { idKey, nameOf, type InspectedObject, type Inspection } from '../inspect/model.ts';
import { listAt, textAt } from '../inspect/values.ts';
import { listenerKey, type GraphContext } from './context.ts';
import { below, beside, makeDraft, makeFindings } from './draft.ts';
import type { Graph, NodeId } from './model.ts';
import { addRoute } from './routes.ts';

export type { Graph, GraphEdge, GraphNode } from './model.ts';

/** From GatewayClasses by Gateways, listeners, routes and rules to backends, with their policies and grants. */
export function graphOf(inspection: Inspection): Graph {
  const draft = makeDraft();
  const context = { inspection, draft, findingsOf: makeFindings(inspection.diagnostics) };
  const { objects } = inspection;
  for (const object of objects) if (object.id.kind === 'GatewayClass') addClass(object, context);
  for (const object of objects) if (object.id.kind === 'Gateway') addGateway(object, context);
  for (const object of objects)
    if (object.id.kind === 'ListenerSet') addListenerSet(object, context);
  for (const object of objects) if (isRoute(object.id.kind)) addRoute(object, context);
  for (const object of objects) if (isPolicy(object.id.kind)) addPolicy(object, context);
  return draft.finish();
}

function addClass({ id, value }: InspectedObject, { draft, findingsOf }: GraphContext): void {
  draft.node(idKey(id), {
    layer: 'class',
    object: id,
    kind: id.kind,
    name: id.name,
    details: [textAt(value, 'spec', 'controllerName')],
    findings: findingsOf(id, () => true),
  });
}

function addGateway(object: InspectedObject, context: GraphContext): void {
  const { draft, findingsOf } = context;
  const { id, value } = object;
  const node = draft.node(idKey(id), {
    layer: 'gateway',
    object: id,
    kind: id.kind,
    name: nameOf(id),
    findings: findingsOf(id, beside('listeners')),
  });
  const name = textAt(value, 'spec', 'gatewayClassName');
  const classId = { group: id.group, kind: 'GatewayClass', namespace: '', name };
  // Many repositories leave the class to whoever installed the controller, so that it may well be elsewhere.
  const parent = draft.node(idKey(classId), {
    layer: 'class',
    object: classId,
    kind: 'GatewayClass',
    name,
    details: ['not in the input'],
  });
  draft.edge(parent, node);
  addListeners(object, node, context);
}

function addListenerSet(object: InspectedObject, context: GraphContext): void {
  const { draft, findingsOf, inspection } = context;
  const { id } = object;
  const node = draft.node(idKey(id), {
    layer: 'listener-set',
    object: id,
    kind: id.kind,
    name: nameOf(id),
    findings: findingsOf(id, beside('listeners')),
  });
  for (const { role, to } of inspection.from(id)) {
    const parent = role === 'parent' ? draft.has(idKey(to)) : null;
    if (parent !== null) draft.edge(parent, node);
  }
  addListeners(object, node, context);
}

function addListeners(
  { id, value }: InspectedObject,
  parent: NodeId,
  { draft, findingsOf }: GraphContext,
): void {
  listAt(value, 'spec', 'listeners').forEach((listener, position) => {
    const name = textAt(listener, 'name');
    const hostname = textAt(listener, 'hostname');
    const node = draft.node(listenerKey(idKey(id), name), {
      layer: 'listener',
      object: id,
      kind: 'Listener',
      name,
      details: [
        `${textAt(listener, 'protocol')} ${textAt(listener, 'port')}`,
        ...(hostname === '' ? [] : [hostname]),
      ],
      findings: findingsOf(id, below('listeners', position)),
    });
    draft.edge(parent, node);
  });
}

function addPolicy({ id }: InspectedObject, { inspection, draft, findingsOf }: GraphContext): void {
  const targets = inspection
    .from(id)
    .filter(({ role }) => role === 'target')
    .flatMap(({ to, section }) => draft.all(idKey(to)).map((node) => ({ node, section })));
  // A policy on what no route leads to would float alone.
  if (targets.length === 0) return;
  const node = draft.node(idKey(id), {
    layer: 'attached',
    object: id,
    kind: id.kind,
    name: nameOf(id),
    findings: findingsOf(id, () => true),
  });
  for (const target of targets)
    draft.edge(target.node, node, { label: target.section ?? '', aside: true });
}
