import type { ResourceId } from '../source/place.ts';
import type { Graph } from './model.ts';

/** The part of a graph that leads to an object's nodes, and that they lead to; empty when there are none. */
export function focusOn(graph: Graph, isMeant: (object: ResourceId) => boolean): Graph {
  const start = graph.nodes.filter(({ object }) => isMeant(object)).map(({ id }) => id);
  const kept = new Set([
    ...closure(start, neighbours(graph, 'from', 'to')),
    ...closure(start, neighbours(graph, 'to', 'from')),
  ]);
  return {
    nodes: graph.nodes.filter(({ id }) => kept.has(id)),
    edges: graph.edges.filter(({ from, to }) => kept.has(from) && kept.has(to)),
  };
}

function neighbours(
  { edges }: Graph,
  here: 'from' | 'to',
  there: 'from' | 'to',
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const edge of edges) {
    const list = found.get(edge[here]);
    if (list === undefined) found.set(edge[here], [edge[there]]);
    else list.push(edge[there]);
  }
  return found;
}

function closure(
  start: readonly string[],
  next: ReadonlyMap<string, readonly string[]>,
): ReadonlySet<string> {
  const seen = new Set(start);
  // A set that grows is walked to its end.
  for (const id of seen) for (const other of next.get(id) ?? []) seen.add(other);
  return seen;
}
