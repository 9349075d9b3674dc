import { describeResource, type Origin, type ResourceId } from '../../source/place.ts';
import type { Rule } from '../../ir/index.ts';
import type { SourceMapEntry } from '../../target/source-map.ts';
import { comment, MARK, marked, type Comment } from './quote.ts';

/** Remembers where lines of the output come from, while they have no numbers yet. */
export interface Provenance {
  /** A comment for people that also ties its line to the manifest. */
  readonly tie: (text: string, origin: Origin) => Comment;
  readonly origins: readonly Origin[];
}

/** For those who do not ask where lines come from. */
export const forgetful: Provenance = { tie: comment, origins: [] };

export function createProvenance(): Provenance {
  const origins: Origin[] = [];
  return {
    origins,
    tie: (text, origin) => {
      origins.push(origin);
      return marked(comment(text), origins.length - 1);
    },
  };
}

/** Takes the marks out of rendered text and lists the lines that had them. */
export function settleProvenance(
  rendered: string,
  provenance: Provenance,
  path: string,
): { readonly text: string; readonly sourceMap: () => readonly SourceMapEntry[] } {
  const pieces = rendered.split(MARK);
  return {
    text: pieces.filter((_, index) => index % 2 === 0).join(''),
    sourceMap: () => mapOf(pieces, provenance, path),
  };
}

/** Pieces of text with the numbers of marks between them. */
function mapOf(
  pieces: readonly string[],
  { origins }: Provenance,
  path: string,
): readonly SourceMapEntry[] {
  const sourceMap: SourceMapEntry[] = [];
  let line = 1 + newlines(pieces[0] ?? '');
  for (let index = 1; index + 1 < pieces.length; index += 2) {
    const origin = origins[Number(pieces[index])];
    if (origin !== undefined) sourceMap.push({ path, at: { kind: 'line', line }, origin });
    line += newlines(pieces[index + 1] ?? '');
  }
  return sourceMap;
}

function newlines(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}

export function describeRule(rule: Pick<Rule, 'route' | 'index' | 'name'>): string {
  const name = rule.name === null ? '' : ` (${rule.name})`;
  return `${describeResource(rule.route)} rule ${String(rule.index)}${name}`;
}

/** `Gateway app/web listener http`. */
export function describeListener({ name, origin }: { name: string; origin: Origin }): string {
  return `${describeResource(origin.resource)} listener ${name}`;
}

export function describeService(id: ResourceId, port: number): string {
  return `${describeResource(id)} port ${String(port)}`;
}
