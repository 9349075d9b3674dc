import { jsonText, type JsonText } from '../report/json-text.ts';
import type { Graph } from './model.ts';

/** Nodes and edges for programs. */
export function renderGraphJson(graph: Graph): JsonText {
  return jsonText(graph);
}
