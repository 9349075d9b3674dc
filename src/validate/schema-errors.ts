import type { FieldPath } from '../source/field-path.ts';
import { isJsonObject, type JsonValue } from '../parse/document.ts';
import type { SchemaError } from './schema-set.ts';

export interface SchemaProblem {
  readonly path: FieldPath;
  readonly problem: string;
}

/**
 * ajv's errors as the API server would put them, without those that only follow from others. What a Secret holds is not
 * quoted, wherever it stands: a value in the wrong place is no less secret.
 */
export function schemaProblems(
  errors: readonly SchemaError[],
  value: JsonValue,
): readonly SchemaProblem[] {
  return errors
    .filter(({ keyword }) => keyword !== 'if')
    .map((error) => {
      const path = pathOfPointer(error.instancePath, value);
      const missing = error.params['missingProperty'];
      if (error.keyword === 'required' && typeof missing === 'string')
        return { path: [...path, missing], problem: 'Required value' };
      const shown = isSecret(value) ? '<hidden>' : show(valueAt(value, path));
      return { path, problem: problemOf(error, shown) };
    });
}

function isSecret(value: JsonValue): boolean {
  return isJsonObject(value) && value['kind'] === 'Secret';
}

function problemOf({ keyword, params, message }: SchemaError, shown: string): string {
  switch (keyword) {
    case 'enum': {
      const values = params['allowedValues'];
      const allowed = Array.isArray(values) ? values.map(show).join(', ') : '';
      return `Unsupported value: ${shown}: supported values: ${allowed}`;
    }
    case 'pattern':
      return `Invalid value: ${shown}: should match '${String(params['pattern'])}'`;
    case 'maxLength':
      return `Too long: may not be more than ${String(params['limit'])} characters`;
    case 'maxItems':
    case 'maxProperties':
      return `Too many: must have at most ${String(params['limit'])} items`;
    case 'type':
      return `Invalid value: ${shown}: must be of type ${String(params['type'])}`;
    default:
      return `Invalid value: ${shown}: ${message ?? keyword}`;
  }
}

function valueAt(value: unknown, path: FieldPath): unknown {
  let at = value;
  for (const step of path)
    at = typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[step] : undefined;
  return at;
}

function show(value: unknown): string {
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined) return 'nothing';
  return text.length > 120 ? `${text.slice(0, 117)}...` : text;
}

/** The steps of a JSON pointer: numbers where they count items of a list. */
export function pathOfPointer(pointer: string, value: JsonValue): FieldPath {
  const steps: (string | number)[] = [];
  let at: unknown = value;
  for (const raw of pointer.split('/').slice(1)) {
    const step = raw.replace(/~1/g, '/').replace(/~0/g, '~');
    if (Array.isArray(at)) {
      steps.push(Number(step));
      at = at[Number(step)];
    } else {
      steps.push(step);
      at =
        typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[step] : undefined;
    }
  }
  return steps;
}

const blocking: ReadonlySet<string> = new Set([
  'required',
  'type',
  'enum',
  'maxLength',
  'maxItems',
  'maxProperties',
]);

/** The API server does not evaluate rules on values of a wrong shape or size. */
export function blocksRules({ keyword }: SchemaError): boolean {
  return blocking.has(keyword);
}
