import { isUtf8 } from 'node:buffer';
import { readFileSync, statSync } from 'node:fs';
import type { SourceFile } from '../../source/source-file.ts';
import { CliError, isSystemError, systemReason } from '../cli-error.ts';
import type { CliIo } from '../io.ts';
import { discover, type FoundFile } from './discover.ts';
import type { LeftOut } from './scan-verdict.ts';

/** Everything that was read. */
export interface Input {
  /** Sorted by name; standard input first. */
  readonly files: readonly SourceFile[];
  readonly leftOut: readonly LeftOut[];
}

/** Bytes; far above any honest input. */
export const fileLimit = 64 * 1024 * 1024;
export const totalLimit = 512 * 1024 * 1024;

const stdinName = '<stdin>';

/** What is read besides the paths, and what is not. */
export interface ReadOptions {
  /** Files that this run writes: an earlier run's are no input. */
  readonly reports?: readonly { readonly path: string }[];
  /** Further paths. With any of them, files that are no manifests are passed over even where they are named. */
  readonly context?: readonly string[];
  /** Nothing found is no mistake. */
  readonly mayBeEmpty?: boolean;
}

/**
 * Reads the user's paths; the working directory when there are none.
 *
 * @throws CliError for what cannot be read, is too large or is not text, and when nothing is found.
 */
export async function readInput(
  paths: readonly string[],
  io: CliIo,
  { reports = [], context = [], mayBeEmpty = context.length > 0 }: ReadOptions = {},
): Promise<Input> {
  const found = await discover(
    [...filesAmong(paths), ...context],
    io.cwd,
    new Set(reports.map(({ path }) => path)),
  );
  const files: SourceFile[] = [];
  const leftOut: LeftOut[] = [...found.leftOut];
  if (paths.includes('-')) files.push(decode(stdinName, await readStdin(io)));
  let total = 0;
  for (const file of found.files) {
    const scanned = file.how === 'scanned' || context.length > 0;
    const content = readOne(file);
    total += content.length;
    if (total > totalLimit) throw tooLarge('the input', totalLimit);
    const why = contentVerdict(content, scanned);
    if (why === null) files.push(decode(file.name, content));
    else leftOut.push({ name: file.name, why });
  }
  if (files.length === 0 && !mayBeEmpty) throw nothingFound(paths, leftOut);
  return { files, leftOut };
}

/** The names that the files of some paths have in findings. */
export async function namesOf(paths: readonly string[], io: CliIo): Promise<ReadonlySet<string>> {
  const { files } = await discover(filesAmong(paths), io.cwd, new Set());
  return new Set([...files.map(({ name }) => name), ...(paths.includes('-') ? [stdinName] : [])]);
}

function filesAmong(paths: readonly string[]): readonly string[] {
  return paths.length === 0 ? ['.'] : paths.filter((path) => path !== '-');
}

async function readStdin(io: CliIo): Promise<Buffer> {
  const content = await io.readStdin(fileLimit);
  if (content === null) throw tooLarge(stdinName, fileLimit);
  return Buffer.from(content);
}

function readOne(file: FoundFile): Buffer {
  try {
    if (statSync(file.path).size > fileLimit) throw tooLarge(file.name, fileLimit);
    return readFileSync(file.path);
  } catch (error) {
    if (isSystemError(error))
      throw new CliError(`cannot read ${file.name}: ${systemReason(error)}`);
    throw error;
  }
}

/** Why a file must not be read as a manifest, judged by what is in it; null to read it. */
export function contentVerdict(content: Buffer, scanned: boolean): LeftOut['why'] | null {
  if (content.subarray(0, lfsMark.length).equals(lfsMark)) return 'lfs-pointer';
  if (!scanned) return null;
  if (isReport(content)) return 'own-output';
  return mayBeManifest(content) ? null : 'not-kubernetes';
}

// What stands in for a large file in a commit, and in a working tree without git-lfs.
const lfsMark = Buffer.from('version https://git-lfs.github.com/spec/v1\n');

// A scan meets package.json, values.yaml, workflows and other YAML that is none of ours, and that need
// not even be YAML as Kubernetes reads it. Every Kubernetes object has this key, and little else has it.
function mayBeManifest(content: Buffer): boolean {
  return content.includes('apiVersion');
}

// An earlier run's report may lie among the manifests that it is about, and it names their fields.
function isReport(content: Buffer): boolean {
  const head = content.subarray(0, 120).toString('latin1');
  return /^\{\s*"(?:formatVersion": 1,\s*"tool": \{\s*"name": "gatewright"|\$schema": "[^"]*\/sarif-)/.test(
    head,
  );
}

/** @throws CliError when the file is not UTF-8. */
export function decode(name: string, content: Buffer): SourceFile {
  if (!isUtf8(content)) throw notUtf8(name, content);
  return { name, text: content.toString('utf8') };
}

function notUtf8(name: string, content: Buffer): CliError {
  let line = 1;
  for (let start = 0; start <= content.length; line++) {
    const end = content.indexOf('\n', start);
    const stop = end === -1 ? content.length : end;
    if (end === -1 || !isUtf8(content.subarray(start, stop))) break;
    start = end + 1;
  }
  return new CliError(`${name}:${String(line)}: not UTF-8 text`);
}

export function tooLarge(name: string, limit: number): CliError {
  return new CliError(`${name} is larger than ${String(limit / 1024 / 1024)} MiB`);
}

function nothingFound(paths: readonly string[], leftOut: readonly LeftOut[]): CliError {
  const where = paths.length === 0 ? 'the current folder' : paths.join(', ');
  const links = leftOut.filter(({ why }) => why === 'symbolic-link').length;
  return new CliError(
    `no manifests in ${where}`,
    links > 0
      ? `${String(links)} symbolic links were not followed; name the files to read them.`
      : 'Folders are searched for *.yaml, *.yml and *.json.',
  );
}
