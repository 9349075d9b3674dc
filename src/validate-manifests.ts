import type { DocumentMemory } from './compile-memory.ts';
import { isError } from './diagnostics/diagnostic.ts';
import { finish } from './diagnostics/finish.ts';
import type { LocatedDiagnostic } from './diagnostics/located.ts';
import type { Severities } from './diagnostics/severities.ts';
import type { Suppressed } from './diagnostics/suppressions.ts';
import type { Ir } from './ir/index.ts';
import { lint, type LintOptions } from './lint/index.ts';
import type { Release } from './model/release.ts';
import { defaultLimits, doubts, makeLocator, parseFiles } from './parse/index.ts';
import { judgedDocuments, type JudgedDocument } from './report/judged-document.ts';
import { resolveRouting, type ResolveOptions } from './resolve/index.ts';
import type { SourceFile } from './source/source-file.ts';
import { reviewUpgrade } from './upgrade/index.ts';
import { validate, type SchemaSet } from './validate/index.ts';
import type { SchemaSource } from './validate/schema-set.ts';

/** Everything besides the manifests that decides what is found. */
export interface ValidateOptions extends SchemaSource {
  /** Also say what this release would change; null for no such review. */
  readonly upgradeTo: Release | null;
  /** Severities of findings that differ from the catalog's. */
  readonly severities: Severities;
  /** Names of the files to judge, the others being there for what they share with them; null for all. */
  readonly only: ReadonlySet<string> | null;
  readonly lint: LintOptions;
}

export interface ValidateResult {
  /** Sorted by place, without duplicates. */
  readonly diagnostics: readonly LocatedDiagnostic[];
  /** What comments and settings took away. */
  readonly suppressed: readonly Suppressed[];
  /** Every document with the API server's verdict on it, sorted by file and place. */
  readonly documents: readonly JudgedDocument[];
}

/** A result with what it came from. */
export interface ValidatedState {
  readonly ir: Ir;
  readonly result: ValidateResult;
}

/** The API server has no doubts: it takes its own reading of a text. */
const doubtsAreWarnings: Severities = Object.fromEntries(doubts.map((code) => [code, 'warning']));

/** Lints look at objects together, and what is in the cluster only is none of their business. */
const forLints: ResolveOptions = {
  gateways: [],
  gatewayClass: null,
  controllerName: null,
  addresses: [],
  usableAddresses: null,
  clusterDomain: 'cluster.local',
  endpoints: [],
  assumeSecrets: '/{namespace}/{name}/{key}',
  assumeServices: true,
  portOffset: 0,
};

/**
 * The stages of `compile` that look at each document by itself, and the lints over all of them. Pure, as `compile` is.
 *
 * @param memory - of other states of the same manifests; it changes how long this takes, and nothing else
 */
export function validateManifests(
  files: readonly SourceFile[],
  options: ValidateOptions,
  schemas: SchemaSet,
  memory: DocumentMemory | null = null,
): ValidateResult {
  return validateState(files, options, schemas, memory).result;
}

/** `validateManifests`, with what it went through. */
export function validateState(
  files: readonly SourceFile[],
  options: ValidateOptions,
  schemas: SchemaSet,
  memory: DocumentMemory | null,
): ValidatedState {
  const { upgradeTo, only } = options;
  const parsed = parseFiles(files, defaultLimits, memory?.reading);
  const validated = validate(parsed.value.documents, schemas, options, memory?.judging);
  memory?.settle();
  const changes =
    upgradeTo === null
      ? []
      : reviewUpgrade(parsed.value.documents, schemas, {
          from: options,
          to: { ...options, release: upgradeTo },
        }).diagnostics;
  const { resources } = validated.value;
  const resolution = resolveRouting(resources, forLints);
  const lints = lint(
    {
      resources,
      resolution,
      incomplete: [...parsed.diagnostics, ...validated.diagnostics].some(isError),
      targetsFollow: false,
    },
    options.lint,
  );
  const { diagnostics, suppressed } = finish(
    [...parsed.diagnostics, ...validated.diagnostics, ...changes, ...lints],
    {
      files,
      finder: makeLocator(files, memory?.reading, parsed.value.plain),
      severities: { ...doubtsAreWarnings, ...options.severities },
      ran: (code) => /^(parse|validate|lint)\//.test(code),
    },
  );
  const documents = judgedDocuments(parsed, validated.value.verdicts);
  const { ir } = resolution;
  if (only === null) return { ir, result: { diagnostics, suppressed, documents } };
  const result = {
    diagnostics: diagnostics.filter((diagnostic) => isAbout(diagnostic, only)),
    suppressed: suppressed.filter(({ diagnostic }) => isAbout(diagnostic, only)),
    documents: documents.filter(({ ref }) => only.has(ref.file)),
  };
  return { ir, result };
}

/** Also true when one of the files has a part in it: a duplicate is reported at the later of two places. */
function isAbout({ span, relatedSpans }: LocatedDiagnostic, files: ReadonlySet<string>): boolean {
  return [span, ...relatedSpans].some((each) => each === null || files.has(each.file));
}
