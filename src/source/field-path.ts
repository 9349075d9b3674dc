/** Steps from the root of an object to one of its fields: names and list positions from 0. */
export type FieldPath = readonly (string | number)[];

const plainName = /^[A-Za-z_][A-Za-z0-9_-]*$/;

/** Prints a path the way the API server does: `spec.rules[0].matches[1].path`. */
export function formatFieldPath(path: FieldPath): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${String(step)}]`;
    else if (!plainName.test(step)) text += `[${JSON.stringify(step)}]`;
    else text += text === '' ? step : `.${step}`;
  }
  return text;
}
