import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Results of one kind, kept so that the report is made of both kinds whichever was measured last. @typedef {'compiler' | 'data-plane'} Kind */

/**
 * @param {string} folder
 * @param {Kind} kind
 * @param {unknown} record - of plain values and maps with texts as keys
 */
export function keep(folder, kind, record) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${kind}.json`), `${JSON.stringify(record, mapsAsEntries, 1)}\n`);
}

/**
 * @param {string} folder
 * @param {Kind} kind
 * @returns {unknown} null when there is none
 */
export function recall(folder, kind) {
  try {
    return JSON.parse(readFileSync(join(folder, `${kind}.json`), 'utf8'), entriesAsMaps);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

const marker = '$map';

function mapsAsEntries(_, value) {
  return value instanceof Map ? { [marker]: [...value] } : value;
}

function entriesAsMaps(_, value) {
  return value !== null && typeof value === 'object' && marker in value
    ? new Map(value[marker])
    : value;
}
