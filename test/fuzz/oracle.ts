import { compile } from '../../src/compile.ts';
import type { Assets, CompileResult, GatewayOutput } from '../../src/compile-options.ts';
import { isError } from '../../src/diagnostics/diagnostic.ts';
import type { LocatedDiagnostic } from '../../src/diagnostics/located.ts';
import { renderText } from '../../src/diagnostics/render/text.ts';
import { makeFieldCheck } from './field-place.ts';
import { optionsOf, textOf, type Mutant, type Setup } from './mutant.ts';
import { nameOf, readNginx } from './nginx-syntax.ts';
import { printNode } from './print.ts';

export interface Judge {
  readonly assets: Assets;
  readonly knownDirectives: ReadonlySet<string>;
}

/**
 * What became of a mutant: accepted, refused with output for what is right (`keepGoing`), or refused, as it
 * should be; or what is wrong with that.
 */
export type Verdict =
  | { readonly kind: 'accepted' | 'partial' | 'refused' }
  | { readonly kind: 'failed'; readonly problem: string };

const fileName = 'mutant.yaml';
/** The only refusal with nothing to point at. */
const withoutPlace = new Set(['resolve/no-gateway']);

/** Compiles a mutant and holds what comes out against what is always true. */
export function judge(mutant: Mutant, tools: Judge, thorough: boolean): Verdict {
  const text = textOf(mutant);
  const verdict = judgeText(text, mutant.setup, tools);
  if (!thorough || verdict.kind === 'failed' || mutant.kind === 'text') return verdict;
  const turned = [...mutant.documents].reverse();
  const other = turned.map((each) => printNode(each, mutant.spelling)).join('---\n');
  const before = bytesOf(run(text, mutant.setup, tools.assets));
  const after = bytesOf(run(other, mutant.setup, tools.assets));
  const same = before === after;
  return same ? verdict : { kind: 'failed', problem: 'other bytes in another order of documents' };
}

/** `judge` for text. */
export function judgeText(text: string, setup: Setup, { assets, knownDirectives }: Judge): Verdict {
  try {
    const result = run(text, setup, assets);
    const problem = problemOf(result, text, setup, knownDirectives);
    if (problem !== null) return { kind: 'failed', problem };
    if (!result.diagnostics.some(isError)) return { kind: 'accepted' };
    return { kind: result.outputs.length > 0 ? 'partial' : 'refused' };
  } catch (error) {
    return { kind: 'failed', problem: error instanceof Error ? (error.stack ?? '') : 'thrown' };
  }
}

function run(text: string, setup: Setup, assets: Assets): CompileResult {
  return compile([{ name: fileName, text }], optionsOf(setup), assets);
}

function problemOf(
  result: CompileResult,
  text: string,
  setup: Setup,
  known: ReadonlySet<string>,
): string | null {
  const { outputs, diagnostics, summary } = result;
  const lines = text.split('\n');
  const problemOfField = makeFieldCheck({ name: fileName, text });
  for (const each of diagnostics) {
    const problem = problemOfPlace(each, lines) ?? (isError(each) ? problemOfField(each) : null);
    if (problem !== null) return `${each.code}: ${problem}`;
  }
  // It must be possible to say what was found, in text that moves no cursor.
  const said = renderText(diagnostics, [{ name: fileName, text }], { color: false });
  if (/[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/.test(said))
    return 'a control character in what is printed';
  const expected = diagnostics.some(isError) && !setup.keepGoing ? 0 : summary.gateways;
  if (outputs.length !== expected)
    return `${String(outputs.length)} outputs for ${String(expected)} Gateways`;
  for (const output of outputs) {
    const problem = problemOfOutput(output, known);
    if (problem !== null) return problem;
  }
  return null;
}

function problemOfPlace(found: LocatedDiagnostic, lines: readonly string[]): string | null {
  if (found.span === null)
    return isError(found) && !withoutPlace.has(found.code) ? 'no place' : null;
  const { file, start, end } = found.span;
  if (file !== fileName) return `in a file of the name ${file}`;
  for (const { line, column } of [start, end]) {
    const length = lines[line - 1]?.length;
    if (length === undefined || line < 1) return `line ${String(line)} does not exist`;
    if (column < 1 || column > length + 1) return `column ${String(column)} does not exist`;
  }
  if (start.line > end.line || (start.line === end.line && start.column > end.column))
    return 'ends before it starts';
  return null;
}

function problemOfOutput({ files }: GatewayOutput, known: ReadonlySet<string>): string | null {
  for (const { path, content } of files) {
    if (!/^[A-Za-z0-9._/-]+$/.test(path) || path.split('/').includes('..'))
      return `writes to ${JSON.stringify(path)}`;
    if (content.kind !== 'public') continue;
    if (path.endsWith('.json')) JSON.parse(content.text);
    if (!path.endsWith('nginx.conf')) continue;
    const syntax = readNginx(content.text);
    if (syntax.kind === 'broken') return `nginx.conf: ${syntax.problem}`;
    for (const directive of syntax.directives) {
      const name = nameOf(directive);
      if (name !== null && !known.has(name)) return `nginx.conf: directive ${name}`;
    }
  }
  return null;
}

function bytesOf({ outputs }: CompileResult): string {
  return JSON.stringify(
    outputs.map(({ gateway, files }) => [
      gateway,
      files.map(({ path, content }) => [
        path,
        content.kind === 'public' ? content.text : content.reveal(),
      ]),
    ]),
  );
}
