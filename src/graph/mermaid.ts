import { escapeMermaid, joinMermaid, mermaid, type Mermaid } from './mermaid-text.ts';
import type { Graph, GraphEdge, GraphNode } from './model.ts';

/** A flowchart that GitHub, GitLab and others draw within Markdown (https://mermaid.js.org/syntax/flowchart.html). */
export function renderMermaid({ nodes, edges }: Graph): Mermaid {
  const marked = (problem: string) =>
    nodes.filter((node) => node.problem === problem).map(({ id }) => id);
  const classes = (['error', 'warning'] as const).flatMap((problem) => {
    const ids = marked(problem);
    return ids.length === 0
      ? []
      : [mermaid`  class ${joinMermaid(ids, mermaid`,`)} ${escapeMermaid(problem)}`];
  });
  const lines = [
    mermaid`flowchart LR`,
    ...nodes.map((node) => mermaid`  ${node.id}["${labelOf(node)}"]`),
    ...edges.map(edgeLine),
    mermaid`  classDef error stroke:#d1242f,stroke-width:3px`,
    mermaid`  classDef warning stroke:#bf8700,stroke-width:3px`,
    ...classes,
    mermaid``,
  ];
  return joinMermaid(lines, mermaid`\n`);
}

function labelOf({ kind, name, details, problem }: GraphNode): Mermaid {
  const sign = problem === null ? mermaid`` : problem === 'error' ? mermaid`✖ ` : mermaid`⚠ `;
  const lines = [mermaid`${sign}${escapeMermaid(kind)}`, ...[name, ...details].map(escapeMermaid)];
  return joinMermaid(lines, mermaid`<br/>`);
}

function edgeLine({ from, to, label, aside, problem }: GraphEdge): Mermaid {
  const arrow = aside || problem !== null ? mermaid`-.->` : mermaid`-->`;
  const text = label === '' ? mermaid`` : mermaid`|"${escapeMermaid(label)}"|`;
  return mermaid`  ${from} ${arrow}${text} ${to}`;
}
