// The descriptor as a module that says what the check of configurations needs and no more: one text of JSON for each
// message and enum, by its full name. A configuration uses a few of them, and only theirs are ever parsed.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeScope } from './scope.mjs';

/** Writes src/emit/envoy/generated/descriptor.js. */
export async function generate(root) {
  const descriptor = JSON.parse(
    await readFile(join(root, 'schemas/envoy/descriptor.json'), 'utf8'),
  );
  const target = join(root, 'src/emit/envoy/generated/descriptor.js');
  await mkdir(dirname(target), { recursive: true });
  const { resolve } = makeScope(descriptor);
  const members = typesIn(descriptor, '').map(
    ([name, node]) =>
      `  ${quoted(name)}: ${quoted(JSON.stringify(shortened(name, node, resolve)))},\n`,
  );
  await writeFile(
    target,
    [
      '// Made by schemas/envoy/generate-descriptor.mjs\n',
      '/** @type {Readonly<Record<string, string>>} */\n',
      `export const descriptorTexts = {\n${members.join('')}};\n`,
    ].join(''),
  );
}

/** Every message and enum with its full name. */
function typesIn(namespace, scope) {
  return Object.entries(namespace.nested ?? {}).flatMap(([step, node]) => {
    const name = scope === '' ? step : `${scope}.${step}`;
    const isType = node.fields !== undefined || node.values !== undefined;
    return [...(isType ? [[name, node]] : []), ...typesIn(node, name)];
  });
}

/** Without the numbers on the wire, and with full names of the types of fields. */
function shortened(scope, { fields, oneofs, values, options }, resolve) {
  if (fields === undefined) return { values, options };
  const named = Object.entries(fields).map(([field, { type, rule, keyType, options: own }]) => [
    field,
    { type: resolve(type, scope) ?? type, rule, keyType, options: own },
  ]);
  return { fields: Object.fromEntries(named), oneofs, options };
}

/** A string literal without escapes for the quotes that JSON is full of. */
function quoted(text) {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}
