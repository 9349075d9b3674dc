import type { Severity } from '../diagnostics/catalog-entry.ts';
import { catalogEntry, type ArgsOf, type Code } from '../diagnostics/catalog.ts';
import type { TargetName } from '../diagnostics/diagnostic.ts';
import type { Finding } from '../report/model.ts';
import type { JsonObject } from '../parse/index.ts';
import { objectIn, textIn } from './resource-list.ts';

/** One entry of `results` (kustomize, `functions-spec.md`); optional members are left out where nothing is known. */
export interface Result {
  readonly message: string;
  readonly severity: 'error' | 'warning' | 'info';
  readonly resourceRef?: {
    readonly apiVersion?: string;
    readonly kind: string;
    readonly name: string;
    readonly namespace?: string;
  };
  readonly field?: { readonly path: string; readonly proposedValue?: string };
  readonly file?: { readonly path: string; readonly index: number };
  readonly tags: Readonly<Record<string, string>>;
}

/** A result about what the function makes of an object, in the words of the catalog. */
export function resultAbout<C extends Code>(
  code: C,
  args: ArgsOf<C>,
  resourceRef: NonNullable<Result['resourceRef']>,
  target: TargetName | null = null,
): Result {
  const { message, severity } = catalogEntry(code);
  return {
    message: message(args),
    severity: severityOf(severity),
    resourceRef,
    tags: { code, ...(target === null ? {} : { target }) },
  };
}

/** A finding about an item, as orchestrators print it. */
export function resultOf(finding: Finding, item: JsonObject | null): Result {
  const { code, effect, failing, message, path, resource, severity, suggestion, target } = finding;
  const file = item === null ? null : fileOf(item);
  return {
    message: effect === null ? message : `${message}: ${effect}`,
    severity: failing ? 'error' : severityOf(severity),
    ...(resource === null ? {} : { resourceRef: referenceOf(resource) }),
    ...(path === ''
      ? {}
      : { field: { path, ...(suggestion === null ? {} : { proposedValue: suggestion }) } }),
    ...(file === null ? {} : { file }),
    tags: { code, ...(target === null ? {} : { target }) },
  };
}

/** Orchestrators know no approximations. */
function severityOf(severity: Severity): Result['severity'] {
  return severity === 'approximated' ? 'warning' : severity;
}

function referenceOf({
  apiVersion,
  kind,
  name,
  namespace,
}: NonNullable<Finding['resource']>): NonNullable<Result['resourceRef']> {
  return {
    ...(apiVersion === null ? {} : { apiVersion }),
    kind,
    name,
    ...(namespace === null ? {} : { namespace }),
  };
}

/** Where an orchestrator says that it read an item; the names without `internal.` are those of older ones. */
function fileOf(item: JsonObject): { readonly path: string; readonly index: number } | null {
  const annotations = objectIn(objectIn(item, 'metadata'), 'annotations');
  const of = (name: string): string | null =>
    textIn(annotations, `internal.config.kubernetes.io/${name}`) ??
    textIn(annotations, `config.kubernetes.io/${name}`);
  const path = of('path');
  const index = of('index') ?? '0';
  return path === null || !/^\d{1,9}$/.test(index) ? null : { path, index: Number(index) };
}
