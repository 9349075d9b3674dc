// Turns the descriptor into TypeScript types of canonical proto3 JSON with the protos' own field names, so that a
// misspelt field, two members of a oneof, or a wrong enum value in an emitter does not compile.
// Deprecated fields are left out: nothing that we emit may use them.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { brandedFields, withBrandedFields } from './branded-fields.mjs';
import { isDeprecated, renderType, wellKnown } from './message-types.mjs';
import { makeScope } from './scope.mjs';
import { typeNames } from './type-names.mjs';

/**
 * Writes `src/emit/envoy/generated/envoy-api.ts`.
 *
 * @param {string} root - the repository
 */
export async function generate(root) {
  const folder = path.join(root, 'schemas/envoy');
  const descriptor = JSON.parse(await readFile(path.join(folder, 'descriptor.json'), 'utf8'));
  const entries = (await readFile(path.join(folder, 'messages.txt'), 'utf8')).trim().split('\n');
  const target = path.join(root, 'src/emit/envoy/generated/envoy-api.ts');
  await mkdir(path.dirname(target), { recursive: true });
  await writeFile(target, renderTypes(descriptor, entries));
}

/**
 * The types of every message that can be reached from some.
 *
 * @param {object} descriptor - protobufjs' JSON form
 * @param {readonly string[]} entries - full names of the messages that an Any may hold
 * @returns {string} a TypeScript module
 */
export function renderTypes(descriptor, entries) {
  const scope = makeScope(descriptor);
  const reached = [...reach(scope, entries)].sort();
  const nameOf = typeNames(reached);
  const types = reached.map((name) => {
    const resolve = (type) => scope.resolve(type, name);
    const node = withBrandedFields(name, scope.find(name));
    return `/** \`${name}\` */\nexport type ${nameOf(name)} = ${renderType(node, resolve, nameOf)};`;
  });
  const messages = reached.filter((name) => scope.find(name).fields !== undefined);
  const held = [...entries].sort().map((entry) => {
    const tag = `{ readonly '@type': 'type.googleapis.com/${entry}' }`;
    return `  | ${isEmpty(scope.find(entry)) ? tag : `(${tag} & ${nameOf(entry)})`}`;
  });
  const brands = [
    ...new Set([...brandedFields.values()].flatMap((fields) => [...fields.values()])),
  ].sort();
  return [
    '// Generated from schemas/envoy/descriptor.json by schemas/envoy/generate-types.mjs.',
    `import type { ${brands.join(', ')} } from '../quote.ts';`,
    '/** A message without fields. */',
    'export type Empty = { readonly [key: string]: never };',
    '/** A message of any type that schemas/envoy/messages.txt lists. */',
    `export type Any =\n${held.join('\n')};`,
    ...types,
    '/** The types by the full names of their messages. */',
    `export interface MessageTypes {\n${messages.map((name) => `  readonly '${name}': ${nameOf(name)};`).join('\n')}\n}`,
    '',
  ].join('\n');
}

function reach(scope, entries) {
  const reached = new Set();
  const visit = (name) => {
    if (reached.has(name)) return;
    reached.add(name);
    for (const field of Object.values(scope.find(name).fields ?? {})) {
      const target = scope.resolve(field.type, name);
      if (target !== null && !(target in wellKnown) && !isDeprecated(field)) visit(target);
    }
  };
  for (const entry of entries) {
    if (scope.find(entry) === undefined) throw new Error(`the descriptor has no ${entry}`);
    visit(entry);
  }
  return reached;
}

function isEmpty(node) {
  return Object.values(node.fields).every(isDeprecated);
}
