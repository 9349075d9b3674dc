// Turns .proto files into descriptor.json: protobufjs' JSON form of the messages that Envoy's configuration can hold, with
// nothing of the options but what a check needs: protoc-gen-validate's rules, deprecation, and the minor version of Envoy
// that brought a field or an enum value (`since`, from versions.json).
//
//   node schemas/envoy/build-descriptor.mjs PROTO_FOLDER [OUTPUT]
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import protobuf from 'protobufjs';

/** Packages that hold annotations of .proto files and nothing that a configuration contains. */
const annotationPackages = ['validate', 'udpa', 'opencensus'];

/**
 * @param {string} protoFolder - where `dump/` printed the .proto files
 * @param {readonly string[]} entries - .proto files whose closure the descriptor shall hold
 * @returns {Promise<object>} the descriptor, in protobufjs' JSON form
 */
export async function buildDescriptor(protoFolder, entries) {
  const root = new protobuf.Root();
  // google/protobuf/*.proto that are not printed come with protobufjs.
  root.resolvePath = (_, target) => {
    const printed = path.join(protoFolder, target);
    return existsSync(printed) ? printed : target;
  };
  await root.load([...entries], { keepCase: true });
  root.resolveAll();
  for (const name of annotationPackages) {
    const found = root.nested?.[name];
    if (found !== undefined) root.remove(found);
  }
  reduceOptions(root);
  return sorted(root.toJSON({ keepComments: false }));
}

/** With packages, messages and enums by name: protobufjs keeps the order in which it happened to read the files. */
function sorted(node) {
  if (node.nested === undefined) return node;
  const names = Object.keys(node.nested).sort();
  return {
    ...node,
    nested: Object.fromEntries(names.map((name) => [name, sorted(node.nested[name])])),
  };
}

function reduceOptions(namespace) {
  for (const node of namespace.nestedArray) {
    // Extensions of google.protobuf.*Options and gRPC services are no part of a configuration.
    if (node instanceof protobuf.Service || node instanceof protobuf.Field) {
      namespace.remove(node);
      continue;
    }
    const options = node instanceof protobuf.Type ? keptOptions(node) : undefined;
    if (node instanceof protobuf.Type) {
      for (const member of [...node.fieldsArray, ...node.oneofsArray])
        member.options = keptOptions(member);
    }
    if (node instanceof protobuf.Enum) node.valuesOptions = undefined;
    node.options = options;
    if (node instanceof protobuf.Namespace) reduceOptions(node);
  }
}

/**
 * `toJSON` would print the flat `options`, in which a list option keeps its last item only, so the rules are taken from
 * `parsedOptions`.
 */
function keptOptions(node) {
  const kept = {};
  for (const option of node.parsedOptions ?? []) {
    for (const [name, value] of Object.entries(option)) {
      if (name === '(validate.rules)') kept.rules = merged(kept.rules ?? {}, value);
      else if (name === '(validate.required)') kept.required = value;
      else if (name === '(validate.disabled)' || name === '(validate.ignored)')
        kept.noRules = value;
      else if (name === '(envoy.annotations.deprecated_at_minor_version)') kept.deprecated = value;
      else if (name === 'deprecated') kept.deprecated ??= value;
    }
  }
  if (node.options?.proto3_optional === true) kept.proto3_optional = true;
  if (node.options?.deprecated === true) kept.deprecated ??= true;
  return Object.keys(kept).length === 0 ? undefined : kept;
}

function merged(one, other) {
  const result = { ...one };
  for (const [key, value] of Object.entries(other))
    result[key] = isPlain(value) && isPlain(result[key]) ? merged(result[key], value) : value;
  return result;
}

function isPlain(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Notes when fields and enum values came, in the options of the field or of the enum.
 *
 * @param {object} descriptor - as `buildDescriptor` returns it
 * @param {Readonly<Record<string, readonly string[]>>} since - members by version, as in versions.json
 */
function markVersions(descriptor, since) {
  for (const [version, names] of Object.entries(since)) {
    const minor = Number(version.split('.')[1]);
    for (const name of names) {
      const [, owner, separator, member] = /^(.+)([.=])([^.=]+)$/.exec(name);
      const node = owner.split('.').reduce((parent, step) => parent.nested[step], descriptor);
      if (separator === '=')
        (node.options ??= {}).since = { ...node.options.since, [member]: minor };
      else (node.fields[member].options ??= {}).since = minor;
    }
  }
}

/** The module that `dump/go.mod` pins, for MANIFEST.json. */
async function sourceModule(folder) {
  const text = await readFile(path.join(folder, 'dump/go.mod'), 'utf8');
  const found = /^\s*(github\.com\/envoyproxy\/go-control-plane\/envoy) (v\S+)$/m.exec(text);
  if (found === null) throw new Error('dump/go.mod does not name the Envoy API');
  return { module: found[1], version: found[2] };
}

async function main([protoFolder, output]) {
  const folder = path.dirname(fileURLToPath(import.meta.url));
  const entries = (await readFile(path.join(folder, 'entries.txt'), 'utf8')).trim().split('\n');
  const versions = JSON.parse(await readFile(path.join(folder, 'versions.json'), 'utf8'));
  const descriptor = await buildDescriptor(protoFolder, entries);
  markVersions(descriptor, versions.since);
  const text = `${JSON.stringify(descriptor)}\n`;
  await writeFile(output ?? path.join(folder, 'descriptor.json'), text);
  const manifest = {
    source: await sourceModule(folder),
    license: 'Apache-2.0',
    files: { 'descriptor.json': createHash('sha256').update(text).digest('hex') },
  };
  if (output === undefined)
    await writeFile(path.join(folder, 'MANIFEST.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(process.argv.slice(2));
