import { dot, escapeDot, joinDot, type Dot } from './dot-text.ts';
import { layers, type Graph, type GraphEdge, type GraphNode, type Problem } from './model.ts';

const colors: Readonly<Record<Problem, Dot>> = { error: dot`#d1242f`, warning: dot`#bf8700` };

/** A graph in Graphviz' language (https://graphviz.org/doc/info/lang.html). */
export function renderDot({ nodes, edges }: Graph): Dot {
  const ranks = layers.flatMap((layer) => {
    const ids = nodes.filter((node) => node.layer === layer).map(({ id }) => id);
    return ids.length < 2 ? [] : [dot`  { rank=same; ${joinDot(ids, dot`; `)} }`];
  });
  const lines = [
    dot`digraph gatewright {`,
    dot`  rankdir=LR;`,
    dot`  node [shape=box, style=rounded, fontname="sans-serif"];`,
    dot`  edge [fontname="sans-serif"];`,
    ...nodes.map(nodeLine),
    ...edges.map(edgeLine),
    ...ranks,
    dot`}`,
    dot``,
  ];
  return joinDot(lines, dot`\n`);
}

function nodeLine({ id, kind, name, details, problem, findings }: GraphNode): Dot {
  const sign = problem === null ? '' : problem === 'error' ? '✖ ' : '⚠ ';
  const label = linesOf([`${sign}${kind}`, name, ...details]);
  const color = problem === null ? dot`` : dot`, color="${colors[problem]}", penwidth=2`;
  const tooltip = findings.length === 0 ? dot`` : dot`, tooltip="${linesOf(findings)}"`;
  return dot`  ${id} [label="${label}"${color}${tooltip}];`;
}

function edgeLine({ from, to, label, aside, problem }: GraphEdge): Dot {
  const attributes = [
    ...(label === '' ? [] : [dot`label="${escapeDot(label)}"`]),
    ...(aside ? [dot`style=dashed`] : []),
    ...(problem === null
      ? []
      : [dot`color="${colors[problem]}"`, dot`fontcolor="${colors[problem]}"`]),
  ];
  const list = attributes.length === 0 ? dot`` : dot` [${joinDot(attributes, dot`, `)}]`;
  return dot`  ${from} -> ${to}${list};`;
}

/** Lines of a label, which an escape of the language parts. */
function linesOf(texts: readonly string[]): Dot {
  return joinDot(texts.map(escapeDot), dot`\\n`);
}
