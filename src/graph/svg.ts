import { gapAcross, layOut, lineHeight, type Box } from './layout.ts';
import type { Graph, GraphEdge } from './model.ts';
import { escapeSvg, joinSvg, svgText, type Svg } from './svg-text.ts';

// Colours by the reader's scheme; problems also have a sign and a thick line, for those who do not see colours.
const style = svgText`
  svg { color-scheme: light dark; background: var(--paper); --paper: #ffffff; --ink: #1f2328; --faint: #59636e; --box: #f6f8fa; --error: #cf222e; --warning: #9a6700 }
  @media (prefers-color-scheme: dark) { svg { --paper: #0d1117; --ink: #e6edf3; --faint: #9198a1; --box: #161b22; --error: #ff7b72; --warning: #d29922 } }
  text { font: 12px ui-monospace, monospace; fill: var(--ink) }
  .kind { fill: var(--faint) } .name { font-weight: bold }
  rect { fill: var(--box); stroke: var(--faint) }
  path { fill: none; stroke: var(--faint) }
  marker path { fill: var(--faint); stroke: none }
  .aside path { stroke-dasharray: 5 4 }
  .label { font-size: 11px; fill: var(--faint); stroke: var(--paper); stroke-width: 4px; paint-order: stroke }
  .error rect, path.error { stroke: var(--error); stroke-width: 2.5px } .error .kind, .label.error { fill: var(--error) }
  .warning rect, path.warning { stroke: var(--warning); stroke-width: 2.5px } .warning .kind, .label.warning { fill: var(--warning) }
`;

/** One self-contained picture, without scripts or anything from elsewhere. */
export function renderSvg(graph: Graph): Svg {
  const { boxes, width, height } = layOut(graph);
  const size = svgText`width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  const lines = graph.edges.flatMap((edge) => drawEdge(edge, boxes));
  const problems = graph.nodes.filter(({ problem }) => problem !== null).length;
  const description = svgText`${graph.nodes.length} objects and parts, ${problems} with problems.`;
  const parts = [
    svgText`<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img" aria-labelledby="title description">`,
    svgText`<title id="title">Gateways, routes and backends</title>`,
    svgText`<desc id="description">${description}</desc>`,
    svgText`<style>${style}</style>`,
    svgText`<defs><marker id="arrow" markerUnits="userSpaceOnUse" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0L8 4L0 8z"/></marker></defs>`,
    svgText`<rect width="100%" height="100%" style="fill: var(--paper); stroke: none"/>`,
    ...lines.map(({ path }) => path),
    ...[...boxes.values()].map(drawBox),
    ...lines.map(({ label }) => label).filter((label) => label !== ''),
    svgText`</svg>`,
    svgText``,
  ];
  return joinSvg(parts, svgText`\n`);
}

function drawBox({ node, lines, x, y, width, height }: Box): Svg {
  const problem = node.problem === null ? svgText`` : svgText` ${escapeSvg(node.problem)}`;
  const title = [`${node.kind} ${node.name}`, ...node.details, ...node.findings].join('\n');
  const texts = lines.map((line, position) => {
    const kind =
      position === 0 ? svgText` class="kind"` : position === 1 ? svgText` class="name"` : svgText``;
    const at = svgText`x="${x + 10}" y="${y + lineHeight * (position + 1)}"`;
    return svgText`<text ${at}${kind}>${escapeSvg(line)}</text>`;
  });
  const parts = [
    svgText`<g class="node${problem}">`,
    svgText`<title>${escapeSvg(title)}</title>`,
    svgText`<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="6"/>`,
    ...texts,
    svgText`</g>`,
  ];
  return joinSvg(parts, svgText``);
}

interface Line {
  readonly path: Svg;
  /** Empty for none. */
  readonly label: Svg;
}

function drawEdge(
  { from, to, label, aside, problem }: GraphEdge,
  boxes: ReadonlyMap<string, Box>,
): readonly Line[] {
  const [start, end] = [boxes.get(from), boxes.get(to)];
  if (start === undefined || end === undefined) return [];
  const [x1, y1] = [start.x + start.width, start.y + start.height / 2];
  const [x2, y2] = [end.x, end.y + end.height / 2];
  const middle = (x1 + x2) / 2;
  const marked = problem === null ? svgText`` : svgText` class="${escapeSvg(problem)}"`;
  const points = svgText`M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2 - 1} ${y2}`;
  const path = svgText`<g${aside ? svgText` class="aside"` : svgText``}><path${marked} d="${points}" marker-end="url(#arrow)"/></g>`;
  if (label === '') return [{ path, label: svgText`` }];
  const names = problem === null ? svgText`label` : svgText`label ${escapeSvg(problem)}`;
  // An edge over other columns crosses their boxes: its label stands at its end.
  const far = x2 - x1 > gapAcross;
  const [x, y] = far ? [x2 - gapAcross / 2, y2 - 5] : [middle, (y1 + y2) / 2 - 4];
  const at = svgText`x="${x}" y="${y}" text-anchor="middle"`;
  return [{ path, label: svgText`<text class="${names}" ${at}>${escapeSvg(label)}</text>` }];
}
