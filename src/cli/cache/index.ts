import { resolve } from 'node:path';
import type { Ir } from '../../ir/index.ts';
import { certificateTimes } from '../../lint/certificates.ts';
import { validitiesOf, type CertificateTimes } from '../../lint/validity.ts';
import type { LintOptions } from '../../lint/options.ts';
import type { ParsedArguments } from '../args/parse.ts';
import { optional } from '../args/read.ts';
import type { CliIo } from '../io.ts';
import { openCacheFolder, readEntry, writeEntry } from './folder.ts';
import { pack, unpack, type Packed } from './pack.ts';
import { runDigest, type Run } from './run-digest.ts';
import { entryKeys, seal, unseal, type EntryKeys } from './seal.ts';

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
  readonly codec: {
    readonly encode: (result: T) => Packed;
    readonly decode: (packed: Packed) => T;
  };
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

/** The result of a run: with a cache that of an equal earlier one, if there is any. */
export async function resultOf<T>(
  cache: Cache | null,
  question: Question<T>,
  work: () => Promise<State<T>>,
): Promise<T> {
  if (cache === null) return (await work()).result;
  return remembered(cache, question, async () => {
    const { ir, result } = await work();
    return { result, certificates: certificateTimes(ir.gateways) };
  });
}

/** The result of an equal earlier run, or that of the work, which is then kept. */
export async function remembered<T>(
  { folder, clock }: Cache,
  { codec, ...run }: Question<T>,
  work: () => Promise<Timed<T>>,
): Promise<T> {
  const { lint } = run.options;
  // A moment comes never again; what it makes of certificates is compared instead.
  const keys = entryKeys(
    runDigest({ ...run, options: { ...run.options, lint: withoutNow(lint) } }),
  );
  const sealed = readEntry(folder, keys.name, clock());
  const known = sealed === null ? null : recall(sealed, keys, lint);
  const earlier = known === null ? null : understood(() => codec.decode(known));
  if (earlier !== null) return earlier;
  const { result, certificates } = await work();
  const { head, texts } = codec.encode(result);
  const kept: Kept = { head, certificates, validities: saidOf(certificates, lint) };
  writeEntry(folder, keys.name, seal(pack({ head: kept, texts }), keys), clock());
  return result;
}

/** Null for what is damaged or was true of another day. */
function recall(sealed: Buffer, keys: EntryKeys, lint: LintOptions): Packed | null {
  const plain = unseal(sealed, keys);
  if (plain === null) return null;
  return understood(() => {
    const { head, texts } = unpack(plain);
    const { certificates, validities, head: inner } = head as Kept;
    return validities === saidOf(certificates, lint) ? { head: inner, texts } : null;
  });
}

/** Null where reading fails: who knows the input of a run can seal anything for it. */
function understood<T>(read: () => T | null): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}

function withoutNow(lint: LintOptions): LintOptions {
  return { ...lint, now: null };
}

function saidOf(certificates: readonly CertificateTimes[], lint: LintOptions): string {
  return JSON.stringify(validitiesOf(certificates, lint));
}
