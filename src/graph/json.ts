import type { Graph } from './model.ts';

/** Nodes and edges for programs. */
export function renderGraphJson(graph: Graph): string {
  return `${JSON.stringify(graph, null, 2)}\n`;
}
