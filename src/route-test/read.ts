import { catalogEntry } from '../diagnostics/catalog.ts';
import type { TargetName } from '../diagnostics/diagnostic.ts';
import { makeLocator, parseFiles, type Locator } from '../parse/index.ts';
import { formatFieldPath, type FieldPath } from '../source/field-path.ts';
import type { DocumentRef } from '../source/place.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { PlaceView } from '../trace/model.ts';
import { parseRequest } from '../trace/request.ts';
import { pathOfPointer } from '../validate/schema-errors.ts';
import type { SchemaError } from '../validate/schema-set.ts';
import { validate } from './generated/check-tests.js';
import type { Expectation, RouteTest, TestFile } from './model.ts';

/** A file of tests, or what is wrong with it: one line each, with its place. */
export type ReadTests =
  | { readonly kind: 'ok'; readonly file: TestFile }
  | { readonly kind: 'wrong'; readonly problems: readonly string[] };

/** The file as the schema says that it is. */
interface WrittenFile {
  readonly manifests?: readonly string[];
  readonly gateway?: string;
  readonly tests: readonly WrittenTest[];
}

interface WrittenTest {
  readonly name?: string;
  readonly gateway?: string;
  readonly target?: TargetName;
  readonly request: {
    readonly method?: string;
    readonly url: string;
    readonly headers?: Readonly<Record<string, string | readonly string[]>>;
    readonly sni?: string;
  };
  readonly expect: Expectation;
}

export function readTests(source: SourceFile): ReadTests {
  const parsed = parseFiles([source]);
  const locator = makeLocator([source]);
  const problems = parsed.diagnostics.map(({ code, args, place }) => {
    const text = catalogEntry(code).message(args);
    if (place.kind !== 'text') return text;
    const { start } = locator.text(source.name, place.place.start, place.place.end);
    return `${source.name}:${String(start.line)}:${String(start.column)}: ${text}`;
  });
  const [document, second] = parsed.value.documents;
  if (second !== undefined) problems.push(`${source.name}: more than one document`);
  if (document === undefined && problems.length === 0)
    problems.push(`${source.name}: there are no tests`);
  if (document === undefined || problems.length > 0) return { kind: 'wrong', problems };
  const placeOf = placesOf(document.ref, locator);
  if (!validate(document.value))
    return {
      kind: 'wrong',
      problems: schemaProblems(validate.errors ?? [], document.value, placeOf),
    };
  return testsOf(source.name, document.value as unknown as WrittenFile, placeOf);
}

type PlaceOfField = (path: FieldPath, part?: 'key' | 'value') => PlaceView;

function placesOf(ref: DocumentRef, locator: Locator): PlaceOfField {
  return (path, part = 'value') => {
    const { file, start } = locator.field(ref, path, part);
    return { file, line: start.line, column: start.column };
  };
}

function testsOf(name: string, written: WrittenFile, placeOf: PlaceOfField): ReadTests {
  const problems: string[] = [];
  const tests = written.tests.flatMap((test, index): readonly RouteTest[] => {
    const { method = 'GET', url, headers = {}, sni } = test.request;
    const lines = Object.entries(headers).flatMap(([field, value]) =>
      (typeof value === 'string' ? [value] : value).map((each) => `${field}: ${each}`),
    );
    const parsed = parseRequest({ method, url, headers: lines, sni: sni ?? null });
    if (parsed.kind === 'wrong') {
      problems.push(`${at(placeOf(['tests', index, 'request']))}: ${parsed.why}`);
      return [];
    }
    return [
      {
        name: test.name ?? `${method} ${url}`,
        gateway: test.gateway ?? written.gateway ?? null,
        target: test.target ?? null,
        request: parsed.request,
        expect: test.expect,
        place: placeOf(['tests', index]),
        placeOf: (field) => placeOf(['tests', index, 'expect', ...field]),
      },
    ];
  });
  if (problems.length > 0) return { kind: 'wrong', problems };
  return { kind: 'ok', file: { name, manifests: written.manifests ?? [], tests } };
}

/** One line for each field that is wrong. */
function schemaProblems(
  errors: readonly SchemaError[],
  value: Parameters<typeof pathOfPointer>[1],
  placeOf: PlaceOfField,
): readonly string[] {
  const lines = new Map<string, string>();
  for (const { instancePath, keyword, params, message = keyword } of errors) {
    const extra = params['additionalProperty'];
    const path = pathOfPointer(instancePath, value);
    const whole = typeof extra === 'string' ? [...path, extra] : path;
    const key = formatFieldPath(whole);
    if (lines.has(key)) continue;
    const place = at(placeOf(whole, typeof extra === 'string' ? 'key' : 'value'));
    const text = typeof extra === 'string' ? 'there is no such field' : message;
    lines.set(key, `${place}: ${key === '' ? '' : `${key}: `}${text}`);
  }
  return [...lines.values()];
}

function at({ file, line, column }: PlaceView): string {
  return `${file}:${String(line)}:${String(column)}`;
}
