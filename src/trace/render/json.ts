import { jsonText, type JsonText } from '../../report/json-text.ts';
import type { Trace } from '../model.ts';

/** A trace for programs (schemas/trace.schema.json). Equal input gives equal bytes. */
export function renderTraceJson(trace: Trace, version: string): JsonText {
  return jsonText({ formatVersion: 1, tool: { name: 'gatewright', version }, ...trace });
}
