import type { LocatedDiagnostic } from '../diagnostics/located.ts';
import type { Suppressed } from '../diagnostics/suppressions.ts';
import { terminal, type TerminalText } from '../diagnostics/render/escape.ts';
import { renderText } from '../diagnostics/render/text.ts';
import { isAtLeast, strongest } from '../diagnostics/strength.ts';
import { renderGithub } from '../report/github.ts';
import { renderGitlab } from '../report/gitlab.ts';
import type { JudgedDocument } from '../report/judged-document.ts';
import { renderJson } from '../report/json.ts';
import { renderJunit } from '../report/junit.ts';
import { limitFindings, makeReport } from '../report/make-report.ts';
import type { Report } from '../report/model.ts';
import { renderSarif } from '../report/sarif.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { FailOn } from './args/compile-arguments.ts';
import type { ParsedArguments } from './args/parse.ts';
import { isSet } from './args/read.ts';
import type { ReportFormat } from './args/report-arguments.ts';
import type { DocumentText } from './document-text.ts';
import type { CliIo } from './io.ts';
import { nodeFileSystem } from './output/file-system.ts';
import type { ReportPlan } from './report-plan.ts';
import { count } from './summary.ts';
import { version } from './version.ts';
import { wantsColor } from './wants-color.ts';
import { writeWhole } from './write-file.ts';

/** What a run found, and in what. */
export interface Found {
  readonly documents: readonly JudgedDocument[];
  readonly diagnostics: readonly LocatedDiagnostic[];
  readonly suppressed: readonly Suppressed[];
  readonly files: readonly SourceFile[];
}

interface Reporting {
  readonly args: ParsedArguments;
  readonly io: CliIo;
  readonly failOn: FailOn;
  readonly plan: ReportPlan;
}

/** Findings that text lists when nobody says how many: more than anybody reads. */
const textLimit = 100;

/** The findings that fail a run. */
export function failing(
  diagnostics: readonly LocatedDiagnostic[],
  failOn: FailOn,
): readonly LocatedDiagnostic[] {
  return diagnostics.filter(({ severity }) => isAtLeast(severity, failOn));
}

/**
 * Writes the reports that the user asked for, files first: text goes to standard error, every other
 * format to standard output.
 *
 * @throws CliError when a file cannot be written.
 */
export async function publish(found: Found, reporting: Reporting): Promise<void> {
  const { args, io, failOn, plan } = reporting;
  const report = lazily(() => reportOf(found, reporting));
  const { files, format, maxErrors } = plan;
  for (const { format: other, file, path } of files) {
    const text =
      other === 'text'
        ? textOf(found.diagnostics, found.files, { color: false, most: maxErrors ?? Infinity })
        : renderers[other](report());
    await io.uninterrupted(() => {
      writeWhole(path, text, { fileSystem: nodeFileSystem, shown: file });
    });
  }
  if (format !== 'text') {
    io.stdout.writeDocument(renderers[format](report()));
    return;
  }
  const shown = isSet(args, 'quiet') ? failing(found.diagnostics, failOn) : found.diagnostics;
  const options = { color: wantsColor(args, io, io.stderr), most: maxErrors ?? textLimit };
  const text = textOf(shown, found.files, options);
  if (text !== '') io.stderr.write(isSet(args, 'quiet') ? text : terminal`${text}\n`);
}

const renderers: Readonly<Record<Exclude<ReportFormat, 'text'>, (report: Report) => DocumentText>> =
  {
    json: renderJson,
    sarif: renderSarif,
    junit: renderJunit,
    github: renderGithub,
    gitlab: renderGitlab,
  };

function reportOf(found: Found, { failOn, plan }: Reporting): Report {
  const report = makeReport({
    tool: { name: 'gatewright', version },
    documents: found.documents,
    diagnostics: found.diagnostics,
    suppressed: found.suppressed,
    isFailing: ({ severity }) => isAtLeast(severity, failOn),
  });
  return limitFindings(report, plan.maxErrors ?? Infinity);
}

/** Findings for people; what is left out is counted in the last line. */
function textOf(
  diagnostics: readonly LocatedDiagnostic[],
  files: readonly SourceFile[],
  { color, most }: { readonly color: boolean; readonly most: number },
): TerminalText {
  const shown = strongest(diagnostics, most);
  const text = renderText(shown, files, { color });
  const more = diagnostics.length - shown.length;
  if (more === 0) return text;
  return terminal`${text}\n${count(more, 'more finding', 'more findings')}; --max-errors 0 lists all\n`;
}

/** Computes a value when it is first needed. */
function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}
