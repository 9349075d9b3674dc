import type { CompileOptions } from './compile-options.ts';
import { finish } from './diagnostics/finish.ts';
import type { LocatedDiagnostic } from './diagnostics/located.ts';
import type { GatewayIr } from './ir/index.ts';
import {
  defaultLimits,
  makeLocator,
  parseFiles,
  type Locator,
  type ReadMemory,
} from './parse/index.ts';
import { resolve } from './resolve/index.ts';
import type { SourceFile } from './source/source-file.ts';
import { targets } from './targets.ts';
import { everybodyIn, type AskServers } from './trace/authorization-servers.ts';
import { prepareGateway, type Trace } from './trace/index.ts';
import type { PlaceView } from './trace/model.ts';
import type { TraceRequest } from './trace/request.ts';
import type { PlaceOf } from './trace/surroundings.ts';
import { validate, type SchemaSet } from './validate/index.ts';

/** Manifests that requests can be traced through. */
export interface Traceable {
  readonly gateways: readonly GatewayIr[];
  /** Findings of `compile`, but for those that only emitting brings. */
  readonly diagnostics: readonly LocatedDiagnostic[];
  readonly placeOf: PlaceOf;
  /** @param ask - what authorization servers answer; without it, they let everybody in and add nothing */
  readonly trace: (request: TraceRequest, ask?: AskServers) => Trace;
}

/**
 * Reads manifests so that requests can be traced through them. Pure, as `compile` is.
 *
 * @param options - those of `compile`
 * @param memory - of other states of the same manifests; it changes how long this takes, and nothing else
 */
export function traceable(
  files: readonly SourceFile[],
  options: CompileOptions,
  schemas: SchemaSet,
  memory: ReadMemory | null = null,
): Traceable {
  const parsed = parseFiles(files, defaultLimits, memory);
  const validated = validate(parsed.value.documents, schemas, options);
  const resolved = resolve(validated.value.resources, {
    ...options,
    portOffset: options.target.portOffset,
  });
  const locator = makeLocator(files, memory, parsed.value.plain);
  const { gateways } = resolved.value.ir;
  const wanted = options.targets.map((name) => targets[name]);
  const placeOf = placesIn(locator);
  const context = { targets: wanted, options: options.target, placeOf };
  const prepared = gateways.map((gateway) => prepareGateway(gateway, context));
  const checked = prepared.flatMap((gateway) => gateway.diagnostics);
  const { diagnostics } = finish(
    [...parsed.diagnostics, ...validated.diagnostics, ...resolved.diagnostics, ...checked],
    { files, finder: locator, severities: options.severities, ran: () => false },
  );
  return {
    gateways,
    diagnostics,
    placeOf,
    trace: (request, ask = everybodyIn) => ({
      request,
      gateways: prepared.map((gateway) => gateway.trace(request, ask)),
    }),
  };
}

/** Finds each place once: requests ask for the same ones again and again. */
function placesIn(locator: Locator): PlaceOf {
  const known = new Map<string, PlaceView>();
  return ({ document, path }) => {
    const key = JSON.stringify([document.file, document.start, document.item, path]);
    const found = known.get(key);
    if (found !== undefined) return found;
    const { file, start } = locator.field(document, path);
    const place = { file, line: start.line, column: start.column };
    known.set(key, place);
    return place;
  };
}
