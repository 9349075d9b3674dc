import { formatFieldPath } from '../source/field-path.ts';
import type { Origin, Span } from '../source/place.ts';
import { compareText } from '../util/compare.ts';
import { ownPath } from './file-path.ts';
import type { OutputFile } from './options.ts';
import type { SourceMapEntry } from './source-map.ts';

/**
 * `sourcemap.json`: which line (or JSON pointer) of which file came from which field at which line of
 * which manifest. Kept apart from the configuration, where line numbers would make noise in diffs.
 */
export function sourceMapFile(
  entries: readonly SourceMapEntry[],
  locate: (origin: Origin) => Span,
): OutputFile {
  const mappings = entries.map(({ path, at, origin }) => {
    const span = locate(origin);
    const { kind, namespace, name } = origin.resource;
    return {
      file: path,
      ...(at.kind === 'line' ? { line: at.line } : { pointer: at.pointer }),
      resource: { kind, namespace, name },
      field: formatFieldPath(origin.path),
      source: { file: span.file, line: span.start.line, column: span.start.column },
    };
  });
  const sorted = mappings.sort((a, b) => compareText(a.file, b.file));
  const lines = sorted.map((mapping) => JSON.stringify(mapping)).join(',\n');
  const text = `{"version":1,"mappings":[\n${lines}\n]}\n`;
  return { path: ownPath('sourcemap.json'), content: { kind: 'public', text }, target: null };
}
