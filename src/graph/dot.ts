import { layers, type Graph, type GraphEdge, type GraphNode, type Problem } from './model.ts';

const colors: Readonly<Record<Problem, string>> = { error: '#d1242f', warning: '#bf8700' };

/** A graph in Graphviz' language (https://graphviz.org/doc/info/lang.html). */
export function renderDot({ nodes, edges }: Graph): string {
  const ranks = layers.flatMap((layer) => {
    const ids = nodes.filter((node) => node.layer === layer).map(({ id }) => id);
    return ids.length < 2 ? [] : [`  { rank=same; ${ids.join('; ')} }`];
  });
  return [
    'digraph gatewright {',
    '  rankdir=LR;',
    '  node [shape=box, style=rounded, fontname="sans-serif"];',
    '  edge [fontname="sans-serif"];',
    ...nodes.map(nodeLine),
    ...edges.map(edgeLine),
    ...ranks,
    '}',
    '',
  ].join('\n');
}

function nodeLine({ id, kind, name, details, problem, findings }: GraphNode): string {
  const sign = problem === null ? '' : problem === 'error' ? '✖ ' : '⚠ ';
  const label = [`${sign}${kind}`, name, ...details].map(escapeDot).join('\\n');
  const color = problem === null ? '' : `, color="${colors[problem]}", penwidth=2`;
  const tooltip = findings.length === 0 ? '' : `, tooltip="${findings.map(escapeDot).join('\\n')}"`;
  return `  ${id} [label="${label}"${color}${tooltip}];`;
}

function edgeLine({ from, to, label, aside, problem }: GraphEdge): string {
  const attributes = [
    ...(label === '' ? [] : [`label="${escapeDot(label)}"`]),
    ...(aside ? ['style=dashed'] : []),
    ...(problem === null ? [] : [`color="${colors[problem]}"`, `fontcolor="${colors[problem]}"`]),
  ];
  return `  ${from} -> ${to}${attributes.length === 0 ? '' : ` [${attributes.join(', ')}]`};`;
}

/** Within quotes: a backslash begins an escape of labels, an ampersand an entity. */
export function escapeDot(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('\\', '\\\\').replaceAll('"', '\\"');
}
