import type { Graph, GraphEdge, GraphNode } from './model.ts';

/** A flowchart that GitHub, GitLab and others draw within Markdown (https://mermaid.js.org/syntax/flowchart.html). */
export function renderMermaid({ nodes, edges }: Graph): string {
  const marked = (problem: string) =>
    nodes.filter((node) => node.problem === problem).map(({ id }) => id);
  const classes = (['error', 'warning'] as const).flatMap((problem) => {
    const ids = marked(problem);
    return ids.length === 0 ? [] : [`  class ${ids.join(',')} ${problem}`];
  });
  return [
    'flowchart LR',
    ...nodes.map((node) => `  ${node.id}["${labelOf(node)}"]`),
    ...edges.map(edgeLine),
    '  classDef error stroke:#d1242f,stroke-width:3px',
    '  classDef warning stroke:#bf8700,stroke-width:3px',
    ...classes,
    '',
  ].join('\n');
}

function labelOf({ kind, name, details, problem }: GraphNode): string {
  const sign = problem === null ? '' : problem === 'error' ? '✖ ' : '⚠ ';
  return [`${sign}${escapeMermaid(kind)}`, ...[name, ...details].map(escapeMermaid)].join('<br/>');
}

function edgeLine({ from, to, label, aside, problem }: GraphEdge): string {
  const arrow = aside || problem !== null ? '-.->' : '-->';
  const text = label === '' ? '' : `|"${escapeMermaid(label)}"|`;
  return `  ${from} ${arrow}${text} ${to}`;
}

/** Numeric entities for everything that is not plainly a letter: no text of a manifest is syntax. */
export function escapeMermaid(text: string): string {
  return text.replace(
    /[^\p{L}\p{N} ./_=+-]/gu,
    (character) => `#${String(character.codePointAt(0) ?? 0)};`,
  );
}
