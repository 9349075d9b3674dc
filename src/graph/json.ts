import { jsonText } from '../report/json-text.ts';
import type { Graph } from './model.ts';

/** Nodes and edges for programs. */
export function renderGraphJson(graph: Graph): string {
  return jsonText(graph);
}
