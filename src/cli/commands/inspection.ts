import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { loadSchemas } from '../../assets/load.ts';
import { suggest } from '../../diagnostics/suggest.ts';
import { kindsNamed, kindWords } from '../../inspect/kinds.ts';
import type { InspectedObject, Inspection } from '../../inspect/model.ts';
import { inspectManifests } from '../../inspect-manifests.ts';
import { compileArguments } from '../args/compile-arguments.ts';
import { lintOptionsOf, today } from '../args/lint-arguments.ts';
import type { ParsedArguments } from '../args/parse.ts';
import { choice } from '../args/read.ts';
import { CliError } from '../cli-error.ts';
import { readInput } from '../input/read.ts';
import type { CliIo } from '../io.ts';

/** Reads manifests and finds out everything about them. */
export async function inspect(
  paths: readonly string[],
  args: ParsedArguments,
  io: CliIo,
): Promise<Inspection> {
  const { options } = compileArguments(args, (path) => readFileSync(resolve(io.cwd, path), 'utf8'));
  const target = choice(args, 'target', ['envoy', 'nginx']);
  const [input, schemas] = await Promise.all([readInput(paths, io), loadSchemas()]);
  const lint = lintOptionsOf(args, today(io));
  return inspectManifests(input.files, { ...options, lint }, schemas, target);
}

/** What `KIND NAME` or `KIND/NAME` says; the name is null where all are meant. */
export interface Wanted {
  readonly kind: string;
  readonly name: string | null;
}

/** @throws CliError when it is neither. */
export function wantedOf(command: string, positionals: readonly string[]): Wanted {
  const [first, second, ...more] = positionals;
  if (first === undefined)
    throw new CliError(`${command} needs a kind`, `For example: gatewright ${command} gateways`);
  const [kind = '', name, ...rest] = first.split('/');
  if (more.length > 0 || rest.length > 0 || (name !== undefined && second !== undefined))
    throw new CliError(
      `${command} takes a kind and a name`,
      'Manifests are named with --from PATH.',
    );
  return { kind, name: name ?? second ?? null };
}

/**
 * The objects of a kind, in all namespaces.
 *
 * @throws CliError for a kind that is not known and not in the input.
 */
export function ofKind(word: string, { objects }: Inspection): readonly InspectedObject[] {
  const kinds = new Set(kindsNamed(word, objects));
  if (kinds.size > 0) return objects.filter(({ id }) => kinds.has(id.kind));
  const similar = suggest(word.toLowerCase(), kindWords(objects));
  throw new CliError(
    `there is no kind ${word}`,
    similar === null ? null : `Did you mean ${similar}?`,
  );
}

/** Whether an object is in a namespace, or in none at all. */
export function isIn(namespace: string): (object: InspectedObject) => boolean {
  return ({ id }) => id.namespace === '' || id.namespace === namespace;
}

/** Says that nothing was found, and where there is something. */
export function notFound(
  { kind, name }: Wanted,
  namespace: string,
  elsewhere: readonly InspectedObject[],
): CliError {
  const places = [...new Set(elsewhere.map(({ id }) => id.namespace))].sort();
  const what = name === null ? `no ${kind}` : `no ${kind} ${name}`;
  const [only, ...more] = places;
  if (only === undefined) return new CliError(`there is ${what} in the input`);
  const others = more.length === 0 ? `-n ${only}` : `one of -n ${places.slice(0, 5).join(', -n ')}`;
  return new CliError(`there is ${what} in namespace ${namespace}`, `There is with ${others}.`);
}
