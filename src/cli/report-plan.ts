import { realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { SourceFile } from '../source/source-file.ts';
import type { ParsedArguments } from './args/parse.ts';
import { reportArguments, type ReportArguments, type ReportFile } from './args/report-arguments.ts';
import { CliError } from './cli-error.ts';
import type { CliIo } from './io.ts';

/** What a run prints and which files it writes besides its output. */
export interface ReportPlan extends ReportArguments {
  readonly files: readonly PlannedReport[];
}

export interface PlannedReport extends ReportFile {
  /** Absolute. */
  readonly path: string;
}

/**
 * Reads the options about reports.
 *
 * @throws CliError when they are wrong, or when two reports would be one file.
 */
export function planReports(args: ParsedArguments, io: CliIo): ReportPlan {
  const wanted = reportArguments(args);
  const files = wanted.files.map(({ format, file }) => ({
    format,
    file,
    path: resolve(io.cwd, file),
  }));
  const earlier = new Map<string, string>();
  for (const { file, path } of files) {
    const real = realPath(path);
    const other = earlier.get(real);
    if (other !== undefined)
      throw new CliError(
        other === file
          ? `two reports cannot be one file: ${file}`
          : `two reports cannot be one file: ${other} and ${file}`,
      );
    earlier.set(real, file);
  }
  return { ...wanted, files };
}

/** @throws CliError when a report would replace a manifest that the user named. */
export function refuseToReplace(
  manifests: readonly SourceFile[],
  plan: ReportPlan,
  io: CliIo,
): void {
  if (plan.files.length === 0) return;
  const inputs = new Set(manifests.map(({ name }) => realPath(resolve(io.cwd, name))));
  const clash = plan.files.find(({ path }) => inputs.has(realPath(path)));
  if (clash !== undefined)
    throw new CliError(`--report would replace ${clash.file}, which is a part of the input`);
}

/** One name for each file, however it is reached; of what does not exist yet, the folder's. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const folder = dirname(path);
    return folder === path ? path : join(realPath(folder), basename(path));
  }
}
