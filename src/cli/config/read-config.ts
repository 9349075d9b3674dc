import { suggest } from '../../diagnostics/suggest.ts';
import { catalogEntry } from '../../diagnostics/catalog.ts';
import { makeLocator, parseFiles, type JsonObject, type Locator } from '../../parse/index.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { formatFieldPath, type FieldPath } from '../../source/field-path.ts';
import type { DocumentRef } from '../../source/place.ts';
import { pathOfPointer } from '../../validate/schema-errors.ts';
import type { SchemaError } from '../../validate/schema-set.ts';
import { CliError } from '../cli-error.ts';
import { validate } from './generated/check-config.js';
import { configKeys } from './keys.ts';

/** The settings of a gatewright.yaml, of the types that schemas/config.schema.json says. */
export type Config = Readonly<
  Record<string, string | number | boolean | readonly string[] | Readonly<Record<string, string>>>
>;

/**
 * Reads gatewright.yaml.
 *
 * @throws CliError that lists everything that is wrong, with its places.
 */
export function readConfig(file: SourceFile): Config {
  const parsed = parseFiles([file]);
  const locator = makeLocator([file]);
  const problems = parsed.diagnostics.map(({ code, args, place }) => {
    const text = catalogEntry(code).message(args);
    if (place.kind !== 'text') return text;
    return `${at(locator.text(file.name, place.place.start, place.place.end))}: ${text}`;
  });
  const [document, second] = parsed.value.documents;
  if (second !== undefined) problems.push(`${file.name}: more than one document`);
  if (document !== undefined && !validate(document.value))
    problems.push(...describeErrors(validate.errors ?? [], document, locator));
  if (problems.length > 0) throw new CliError(`${file.name} is wrong`, null, problems);
  return (document?.value ?? {}) as Config;
}

interface ConfigDocument {
  readonly ref: DocumentRef;
  readonly value: JsonObject;
}

/** One line for each field that is wrong. */
function describeErrors(
  errors: readonly SchemaError[],
  { ref, value }: ConfigDocument,
  locator: Locator,
): readonly string[] {
  const seen = new Set<string>();
  return errors.flatMap((error) => {
    const path = pathOf(error, value);
    const key = formatFieldPath(path);
    if (seen.has(key)) return [];
    seen.add(key);
    const place = at(locator.field(ref, path, isName(error) ? 'key' : 'value'));
    return [`${place}: ${key === '' ? '' : `${key} `}${describeError(error)}`];
  });
}

function isName({ keyword }: SchemaError): boolean {
  return keyword === 'additionalProperties' || keyword === 'propertyNames';
}

function pathOf({ instancePath, params }: SchemaError, value: JsonObject): FieldPath {
  const name = params['additionalProperty'] ?? params['propertyName'];
  const path = pathOfPointer(instancePath, value);
  return typeof name === 'string' ? [...path, name] : path;
}

function describeError({ keyword, params, message = keyword }: SchemaError): string {
  if (keyword === 'additionalProperties') {
    const name = String(params['additionalProperty']);
    const similar = suggest(name, ['paths', 'severity', ...configKeys.keys()]);
    return `is no setting${similar === null ? '' : `; did you mean ${similar}?`}`;
  }
  if (keyword === 'enum') {
    const allowed = params['allowedValues'];
    const list = Array.isArray(allowed) ? allowed.map((each) => JSON.stringify(each)) : [];
    return `must be one of ${list.join(', ')}`;
  }
  if (keyword === 'propertyNames') return 'is not a code';
  // `1.30` and `1.3` are one number: versions have to be texts.
  if (keyword === 'type' && params['type'] === 'string') return 'must be a text in quotes';
  return message;
}

function at({ file, start }: ReturnType<Locator['text']>): string {
  return `${file}:${String(start.line)}:${String(start.column)}`;
}
