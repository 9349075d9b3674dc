import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import { repository } from './fixtures.ts';

/** What a schema says against a JSON text; empty when it is right. */
export type Check = (json: string) => readonly string[];

/** Checks by the schema that is shipped with the package. */
export function reportCheck(): Check {
  const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true });
  return checkWith(ajv, readJson(path.join(repository, 'schemas/report.schema.json')));
}

/**
 * Checks by the schema of SARIF 2.1.0 as Microsoft publishes it for tests. It is written in draft-04,
 * of which it uses nothing that later drafts read otherwise, its `id` aside.
 */
export function sarifCheck(): Check {
  const file = '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json';
  const schema = readJson(createRequire(import.meta.url).resolve(file));
  const draftOf = ([key]: readonly [string, unknown]) => key === '$schema' || key === 'id';
  // One of its patterns has a bracket that is right in plain regular expressions only.
  const ajv = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false });
  formats.default(ajv);
  const rest = Object.entries(schema).filter((member) => !draftOf(member));
  return checkWith(ajv, Object.fromEntries(rest));
}

interface Compiler {
  readonly compile: (schema: object) => ValidateFunction;
}

function checkWith(ajv: Compiler, schema: object): Check {
  const validate = ajv.compile(schema);
  return (json) => {
    if (validate(JSON.parse(json))) return [];
    return (validate.errors ?? []).map(
      ({ instancePath, message }) => `${instancePath}: ${message ?? ''}`,
    );
  };
}

function readJson(file: string): Readonly<Record<string, unknown>> {
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
}
