import { renderDot } from '../../graph/dot.ts';
import { focusOn } from '../../graph/focus.ts';
import { graphOf, type Graph } from '../../graph/index.ts';
import { renderGraphJson } from '../../graph/json.ts';
import { renderMermaid } from '../../graph/mermaid.ts';
import { renderSvg } from '../../graph/svg.ts';
import { kindsNamed } from '../../inspect/kinds.ts';
import type { Inspection } from '../../inspect/model.ts';
import type { ParsedArguments } from '../args/parse.ts';
import { choice, optional } from '../args/read.ts';
import { CliError } from '../cli-error.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import type { CliIo } from '../io.ts';
import { inspect } from './inspection.ts';

const renderers = { mermaid: renderMermaid, dot: renderDot, svg: renderSvg, json: renderGraphJson };

/** `gatewright graph`. */
export async function runGraph(args: ParsedArguments, io: CliIo): Promise<ExitCode> {
  const format = choice(args, 'format', ['mermaid', 'dot', 'svg', 'json']);
  const inspection = await inspect(args.positionals, args, io);
  const graph = graphOf(inspection);
  const focus = optional(args, 'focus');
  const shown = focus === null ? graph : focused(graph, focus, inspection);
  io.stdout.writeDocument(renderers[format](shown));
  return exitCodes.done;
}

function focused(graph: Graph, focus: string, { objects }: Inspection): Graph {
  const [word = '', first, second, ...more] = focus.split('/');
  const name = second ?? first;
  const namespace = second === undefined ? '' : (first ?? '');
  if (name === undefined || more.length > 0)
    throw new CliError(
      `--focus must be KIND/NAMESPACE/NAME, not ${focus}`,
      'Of a GatewayClass, KIND/NAME.',
    );
  const kinds = new Set(kindsNamed(word, objects));
  const part = focusOn(
    graph,
    (id) => kinds.has(id.kind) && id.namespace === namespace && id.name === name,
  );
  if (part.nodes.length === 0) throw new CliError(`--focus: the graph has no ${focus}`);
  return part;
}
