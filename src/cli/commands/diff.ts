import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { loadAssets } from '../../assets/load.ts';
import { compareManifests } from '../../compare.ts';
import { escapeForTerminal, terminal } from '../../diagnostics/render/escape.ts';
import type { DiffReport } from '../../diff/model.ts';
import { renderDiffHtml } from '../../diff/render/html.ts';
import { renderDiffJson } from '../../diff/render/json.ts';
import { renderDiffMarkdown } from '../../diff/render/markdown.ts';
import { renderDiffText } from '../../diff/render/text.ts';
import { compileArguments } from '../args/compile-arguments.ts';
import type { ParsedArguments } from '../args/parse.ts';
import { choice, isSet, optional } from '../args/read.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import type { CliIo } from '../io.ts';
import { nodeFileSystem } from '../output/file-system.ts';
import { failing } from '../report.ts';
import { chooseSides } from '../sides/choose.ts';
import { readSides } from '../sides/read.ts';
import { count } from '../summary.ts';
import { version } from '../version.ts';
import { writeWhole } from '../write-file.ts';

const renderers = { markdown: renderDiffMarkdown, json: renderDiffJson, html: renderDiffHtml };

/** `gatewright diff`. */
export async function runDiff(args: ParsedArguments, io: CliIo): Promise<ExitCode> {
  const format = choice(args, 'format', ['text', 'markdown', 'json', 'html']);
  const file = optional(args, 'output');
  const { options, failOn } = compileArguments(withoutOutput(args), (path) =>
    readFileSync(resolve(io.cwd, path), 'utf8'),
  );
  const chosen = chooseSides(args.positionals, io.cwd);
  const paths = chosen.paths.length > 0 ? chosen.paths : args.configuredPaths;
  const [inputs, assets] = await Promise.all([
    readSides({ ...chosen, paths }, io),
    loadAssets(options.targets),
  ]);
  const states = { base: inputs.base.files, head: inputs.head.files };
  const { diagnostics, ...comparison } = compareManifests(states, options, assets);
  const report: DiffReport = {
    tool: { name: 'gatewright', version },
    base: chosen.base.label,
    head: chosen.head.label,
    notes: inputs.notes,
    ...comparison,
  };
  if (file !== null) {
    const text = format === 'text' ? renderDiffText(report) : renderers[format](report);
    await io.uninterrupted(() => {
      writeWhole(resolve(io.cwd, file), text, { fileSystem: nodeFileSystem, shown: file });
    });
  } else if (format === 'text') io.stdout.write(renderDiffText(report));
  else io.stdout.writeDocument(renderers[format](report));
  const failed = failing(diagnostics, failOn).length;
  if (failed > 0) {
    if (!isSet(args, 'quiet'))
      io.stderr.write(
        terminal`${escapeForTerminal(chosen.head.label)} has ${count(failed, 'error', 'errors')}\n`,
      );
    return exitCodes.inputErrors;
  }
  return report.different ? exitCodes.different : exitCodes.done;
}

/** `--output` is a file here, not the folder of `compile`. */
function withoutOutput(args: ParsedArguments): ParsedArguments {
  return { ...args, values: new Map([...args.values].filter(([name]) => name !== 'output')) };
}
