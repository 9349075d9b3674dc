import { readFileSync } from 'node:fs';
import protobuf from 'protobufjs';
import { expect, test } from 'vitest';
import { toCanonicalJson } from '../../../../test/support/envoy/from-protobuf.ts';
import { encoded, toPlainObject } from '../../../../test/support/envoy/to-protobuf.ts';
import { validBootstrap } from '../../../../test/support/envoy/valid-bootstrap.ts';

const path = new URL('../../../../schemas/envoy/descriptor.json', import.meta.url);
const descriptor = JSON.parse(readFileSync(path, 'utf8')) as protobuf.INamespace;
const root = protobuf.Root.fromJSON(descriptor);
root.resolveAll();
const name = 'envoy.config.bootstrap.v3.Bootstrap';
const type = root.lookupType(name);

test('protobufjs encodes and decodes what the verifier accepts, without a loss', () => {
  const bytes = encoded(type, toPlainObject(root, name, validBootstrap));
  const decoded = toCanonicalJson(root, type.decode(bytes));
  expect(decoded).toEqual(validBootstrap);
  expect(encoded(type, toPlainObject(root, name, decoded))).toEqual(bytes);
});

test('protobufjs refuses a field that the descriptor does not have', () => {
  const misspelt = { ...validBootstrap, static_resource: {} };
  expect(() => toPlainObject(root, name, misspelt)).toThrow('has no field static_resource');
});
