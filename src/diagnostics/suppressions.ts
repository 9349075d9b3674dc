import type { SourceFile } from '../source/source-file.ts';
import { codes, isSettled, type Code } from './catalog.ts';
import { atText, type Diagnostic, type TextPlace } from './diagnostic.ts';
import type { LocatedDiagnostic } from './located.ts';
import { suggest } from './suggest.ts';

/** A finding that a comment took away, with the comment's reason. */
export interface Suppressed {
  readonly diagnostic: LocatedDiagnostic;
  readonly reason: string;
}

export interface Suppression {
  readonly kept: readonly LocatedDiagnostic[];
  readonly suppressed: readonly Suppressed[];
  /** What is wrong with the comments. */
  readonly problems: readonly Diagnostic[];
}

/** `# gatewright-ignore CODE reason`, understood. */
interface Comment {
  readonly place: TextPlace;
  readonly code: Code;
  readonly reason: string;
  /** The line that it speaks of, from 1. */
  readonly line: number;
}

const marker = 'gatewright-ignore';
const form = /^[ \t]*#[ \t]*gatewright-ignore(?:[ \t]+(\S+))?[ \t]*(.*?)[ \t\r]*$/;

/**
 * Takes away the findings that a comment on the line above asks to ignore.
 *
 * @param ran - whether the findings of a code were looked for, so that a comment without one is superfluous.
 */
export function suppress(
  diagnostics: readonly LocatedDiagnostic[],
  files: readonly SourceFile[],
  ran: (code: Code) => boolean,
): Suppression {
  const problems: Diagnostic[] = [];
  const comments = new Map<string, Comment>();
  for (const file of files)
    for (const comment of readComments(file, problems))
      comments.set(`${file.name}:${String(comment.line)}:${comment.code}`, comment);
  if (comments.size === 0) return { kept: diagnostics, suppressed: [], problems };
  const used = new Set<Comment>();
  const kept: LocatedDiagnostic[] = [];
  const suppressed: Suppressed[] = [];
  for (const diagnostic of diagnostics) {
    const { span, code } = diagnostic;
    const key = span === null ? '' : `${span.file}:${String(span.start.line)}:${code}`;
    const comment = comments.get(key);
    if (comment === undefined) kept.push(diagnostic);
    else {
      used.add(comment);
      suppressed.push({ diagnostic, reason: comment.reason });
    }
  }
  for (const comment of comments.values())
    if (!used.has(comment) && ran(comment.code))
      problems.push(atText('suppression/unused', comment.place, { code: comment.code }));
  return { kept, suppressed, problems };
}

/** The comments of one file that are as they should be; what is wrong with others is reported. */
function readComments({ name, text }: SourceFile, problems: Diagnostic[]): readonly Comment[] {
  if (!text.includes(marker)) return [];
  const lines = text.split('\n');
  const comments: Comment[] = [];
  let start = 0;
  for (const [position, line] of lines.entries()) {
    const found = form.exec(line);
    const place = {
      file: name,
      start: start + line.search(/\S|$/),
      end: start + line.trimEnd().length,
    };
    start += line.length + 1;
    if (found === null) continue;
    const [, code = '', reason = ''] = found;
    const known = judge(code, reason, place, problems);
    if (known !== null)
      comments.push({ place, code: known, reason, line: lineBelow(lines, position) });
  }
  return comments;
}

function judge(
  text: string,
  reason: string,
  place: TextPlace,
  problems: Diagnostic[],
): Code | null {
  const code = codes.find((each) => each === text);
  if (code === undefined) {
    const extras = { suggestion: suggest(text, codes) };
    problems.push(atText('suppression/unknown-code', place, { code: text }, extras));
    return null;
  }
  if (isSettled(code)) {
    problems.push(atText('suppression/not-allowed', place, { code }));
    return null;
  }
  if (reason === '') {
    problems.push(atText('suppression/no-reason', place, { code }));
    return null;
  }
  return code;
}

/** The next line, from 1, that holds more than blanks and comments. */
function lineBelow(lines: readonly string[], position: number): number {
  const below = lines.findIndex((line, at) => at > position && !/^\s*(#|$)/.test(line));
  return below === -1 ? lines.length : below + 1;
}
