import { createHash } from 'node:crypto';
import { compareText } from '../../util/compare.ts';
import { CliError } from '../cli-error.ts';
import { manifestPath, parseOutputPath, type OutputPath } from './layout.ts';
import type { PlannedFile } from './planned-file.ts';

/** The files that an earlier run wrote, with their SHA-256 in hex; null for secret ones. */
export type Manifest = ReadonlyMap<OutputPath, string | null>;

/** One line for each file, sorted, and nothing that differs between equal runs. */
export function renderManifest(files: readonly PlannedFile[]): Buffer {
  const lines = [...files]
    .sort((a, b) => compareText(a.path, b.path))
    // No hash of secrets: a hash confirms a guess.
    .map((file) => [file.path, file.secret ? null : sha256(file.content())] as const)
    .map(([path, hash]) => `    ${JSON.stringify(path)}: ${JSON.stringify(hash)}`);
  const body = lines.length === 0 ? '{}' : `{\n${lines.join(',\n')}\n  }`;
  return Buffer.from(`{\n  "files": ${body}\n}\n`);
}

/**
 * Reads the list. It may come from a pull request, so a path that we cannot have written makes it
 * invalid as a whole.
 *
 * @throws CliError when it is not such a list.
 */
export function parseManifest(content: Buffer): Manifest {
  const files = filesOf(content);
  if (files === null) throw invalid();
  return new Map(
    Object.entries(files).map(([text, hash]: [string, unknown]) => {
      const path = parseOutputPath(text);
      if (path === null || (hash !== null && typeof hash !== 'string')) throw invalid();
      return [path, hash] as const;
    }),
  );
}

export function sha256(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

function filesOf(content: Buffer): object | null {
  let value: unknown;
  try {
    value = JSON.parse(content.toString('utf8'));
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null || !('files' in value)) return null;
  return typeof value.files === 'object' ? value.files : null;
}

function invalid(): CliError {
  return new CliError(
    `${manifestPath} in the output folder is not a list that gatewright wrote`,
    'It tells which files are ours. Restore it, or write to an empty folder.',
  );
}
