import type { CompileOptions } from './compile-options.ts';
import type { TargetName } from './diagnostics/diagnostic.ts';
import { parseFiles } from './parse/index.ts';
import { resolve } from './resolve/index.ts';
import type { SourceFile } from './source/source-file.ts';
import { computeStatus, type ObjectStatus } from './status/index.ts';
import { checkCapabilities } from './target/check.ts';
import { targets } from './targets.ts';
import { validate, type SchemaSet } from './validate/index.ts';

/**
 * The `.status` that a controller for one target would write for the same manifests. Pure, as `compile` is.
 *
 * @param options - those of `compile`; without a controller name, every GatewayClass counts as its own.
 */
export function statusOf(
  files: readonly SourceFile[],
  options: CompileOptions,
  schemas: SchemaSet,
  targetName: TargetName,
): readonly ObjectStatus[] {
  const target = targets[targetName];
  const { resources } = validate(parseFiles(files).value.documents, schemas, options).value;
  const resolved = resolve(resources, { ...options, portOffset: options.target.portOffset });
  const checked = resolved.value.ir.gateways.flatMap(
    (gateway) => checkCapabilities(gateway, target, options.target).diagnostics,
  );
  return computeStatus({
    resources,
    resolution: resolved.value,
    diagnostics: [...resolved.diagnostics, ...checked],
    target,
    channel: options.channel,
    controllerName: options.controllerName,
  });
}
