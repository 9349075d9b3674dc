import type { CompileOptions } from './compile-options.ts';
import { resourceOf, type TargetName } from './diagnostics/diagnostic.ts';
import { finish } from './diagnostics/finish.ts';
import { idKey, type Inspection } from './inspect/model.ts';
import { judgeReferences } from './inspect/permissions.ts';
import { servingListeners } from './inspect/serving.ts';
import { lint } from './lint/index.ts';
import { makeLocator, parseFiles } from './parse/index.ts';
import { resolve } from './resolve/index.ts';
import type { ResourceId } from './source/place.ts';
import type { SourceFile } from './source/source-file.ts';
import { computeStatus } from './status/index.ts';
import { checkCapabilities } from './target/check.ts';
import { targets } from './targets.ts';
import { compareText } from './util/compare.ts';
import { validate, type SchemaSet } from './validate/index.ts';

/**
 * Everything that `gatewright get`, `describe` and `graph` know of the manifests: objects with their status, and
 * what refers to what. Pure, as `compile` is.
 *
 * @param options - those of `compile`
 */
export function inspectManifests(
  files: readonly SourceFile[],
  options: CompileOptions,
  schemas: SchemaSet,
  targetName: TargetName,
): Inspection {
  const target = targets[targetName];
  const parsed = parseFiles(files);
  const validated = validate(parsed.value.documents, schemas, options);
  const { resources, objects } = validated.value;
  const resolved = resolve(resources, { ...options, portOffset: options.target.portOffset });
  const checked = resolved.value.ir.gateways.flatMap(
    (gateway) => checkCapabilities(gateway, target, options.target).diagnostics,
  );
  const early = [...parsed.diagnostics, ...validated.diagnostics];
  const incomplete = early.some(({ severity }) => severity === 'error');
  const { value: resolution, diagnostics } = resolved;
  const lints = lint({ resources, resolution, incomplete, targetsFollow: true }, options.lint);
  const statuses = new Map(
    computeStatus({
      resources,
      resolution,
      diagnostics: [...diagnostics, ...checked],
      target,
      channel: options.channel,
      controllerName: options.controllerName,
    }).map(({ id, status }) => [idKey(id), status]),
  );
  const there = new Set(objects.map(({ id }) => idKey(id)));
  const references = judgeReferences(resources, (id) => there.has(idKey(id)));
  const inspected = objects
    .map(({ id, meta, value }) => ({ id, meta, value, status: statuses.get(idKey(id)) ?? null }))
    .sort((a, b) => compareText(a.id.kind, b.id.kind) || compareText(idKey(a.id), idKey(b.id)));
  const byId = new Map(inspected.map((object) => [idKey(object.id), object]));
  const { diagnostics: located } = finish([...early, ...diagnostics, ...checked, ...lints], {
    files,
    finder: makeLocator(files),
    severities: options.severities,
    ran: () => false,
  });
  return {
    objects: inspected,
    find: (id) => byId.get(idKey(id)) ?? null,
    findingsAbout: indexed(located, (diagnostic) => {
      const resource = resourceOf(diagnostic);
      return resource === null ? '' : idKey(resource);
    }),
    references,
    from: indexed(references, ({ from }) => idKey(from)),
    to: indexed(references, ({ to }) => idKey(to)),
    permittedBy: indexed(references, ({ permission }) =>
      permission.kind === 'granted' ? idKey(permission.by) : '',
    ),
    listenersOf: servingListeners(resolution.ir),
    diagnostics: located,
  };
}

function indexed<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
): (id: ResourceId) => readonly T[] {
  const found = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const list = found.get(key);
    if (list === undefined) found.set(key, [item]);
    else list.push(item);
  }
  return (id) => found.get(idKey(id)) ?? [];
}
