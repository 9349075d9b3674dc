import { jsonText, type JsonText } from '../../report/json-text.ts';
import type { DiffReport } from '../model.ts';
import { plainText } from '../sentence.ts';

/** For programs; `schemas/diff.schema.json` says what it looks like. */
export function renderDiffJson({ tool, changes, ...report }: DiffReport): JsonText {
  const { base, head, different, findings, files, notes } = report;
  return jsonText({
    formatVersion: 1,
    tool,
    base,
    head,
    different,
    changes: changes.map(({ sentence, ...change }) => ({
      ...change,
      sentence: plainText(sentence),
    })),
    findings,
    files,
    notes,
  });
}
