import { resolve } from 'node:path';
import type { CompileMemory } from '../../compile-memory.ts';
import type { Ir } from '../../ir/index.ts';
import { certificateTimes } from '../../lint/certificates.ts';
import { validitiesOf, type CertificateTimes } from '../../lint/validity.ts';
import type { LintOptions } from '../../lint/options.ts';
import type { ParsedArguments } from '../args/parse.ts';
import { optional } from '../args/read.ts';
import type { CliIo } from '../io.ts';
import type { TargetOptions } from '../../target/options.ts';
import type { SchemaSource } from '../../validate/schema-set.ts';
import type { Codec } from './codec.ts';
import { openCacheFolder } from './folder.ts';
import type { Packed } from './pack.ts';
import { runDigest, type Run } from './run-digest.ts';
import type { Shelf } from './emissions.ts';
import { makeStore } from './store.ts';
import { textsIn, type Texts } from './texts.ts';

/** Results of earlier runs. */
export interface Cache {
  /** Absolute. */
  readonly folder: string;
  readonly clock: () => number;
}

/**
 * The folder of `--cache`, or null without the option.
 *
 * @throws CliError when it cannot be had.
 */
export function cacheOf(args: ParsedArguments, io: CliIo): Cache | null {
  const given = optional(args, 'cache');
  if (given === null) return null;
  const folder = resolve(io.cwd, given);
  openCacheFolder(folder, given);
  return { folder, clock: io.clock };
}

/** A result, and the times of the certificates that it is about. */
export interface Timed<T> {
  readonly result: T;
  readonly certificates: readonly CertificateTimes[];
}

/** A run, what it does with the day, and how its result is kept. */
export interface Question<T> extends Run {
  readonly options: { readonly lint: LintOptions };
  readonly codec: Codec<T>;
}

interface Kept {
  readonly head: unknown;
  readonly certificates: readonly CertificateTimes[];
  /** What was said of them. */
  readonly validities: string;
}

/** What a stage makes, with the IR that it came by. */
interface State<T> {
  readonly ir: Ir;
  readonly result: T;
}

/** A question whose parts are kept too. */
export interface PartialQuestion<T> extends Question<T> {
  readonly options: SchemaSource & {
    readonly lint: LintOptions;
    /** Null where nothing is emitted. */
    readonly target: TargetOptions | null;
  };
}

/**
 * The result of a run: with a cache that of an equal earlier one, if there is any, else made with the parts that earlier
 * ones have in common with it.
 *
 * @param own - what a watching run remembers of earlier rounds; null for a single run
 */
export async function resultOf<T>(
  cache: Cache | null,
  question: PartialQuestion<T>,
  own: CompileMemory | null,
  work: (memory: CompileMemory | null) => Promise<State<T>>,
): Promise<T> {
  if (cache === null) return (await work(own)).result;
  return remembered(cache, question, async (shelf) => {
    const { withParts } = await import('./parts.ts');
    const { ir, result } = await withParts(question, own, shelf, work);
    return { result, certificates: certificateTimes(ir.gateways) };
  });
}

/** The result of an equal earlier run, or that of the work, which is then kept. */
export async function remembered<T>(
  { folder, clock }: Cache,
  { codec, ...run }: Question<T>,
  work: (shelf: Shelf) => Promise<Timed<T>>,
): Promise<T> {
  const store = makeStore(folder, clock);
  const texts = textsIn(store);
  const { lint } = run.options;
  // A moment comes never again; what it makes of certificates is compared instead.
  const digest = runDigest({ ...run, options: { ...run.options, lint: withoutNow(lint) } });
  const earlier = store.read(digest, (packed) => recall(packed, lint, codec, texts));
  if (earlier !== null) return earlier;
  const { result, certificates } = await work({ store, texts });
  const { head, texts: more } = codec.encode(result, texts);
  const kept: Kept = { head, certificates, validities: saidOf(certificates, lint) };
  store.keep(digest, () => ({ head: kept, texts: more }));
  store.tidy();
  return result;
}

/** Null for what was true of another day, or has lost a part. */
function recall<T>(
  { head, texts: more }: Packed,
  lint: LintOptions,
  codec: Codec<T>,
  texts: Texts,
): T | null {
  const { certificates, validities, head: inner } = head as Kept;
  return validities === saidOf(certificates, lint)
    ? codec.decode({ head: inner, texts: more }, texts)
    : null;
}

function withoutNow(lint: LintOptions): LintOptions {
  return { ...lint, now: null };
}

function saidOf(certificates: readonly CertificateTimes[], lint: LintOptions): string {
  return JSON.stringify(validitiesOf(certificates, lint));
}
