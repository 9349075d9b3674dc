import { expect, test } from 'vitest';
import { loadAssets } from '../../src/assets/load.ts';
import { compareManifests } from '../../src/compare.ts';
import { compile } from '../../src/compile.ts';
import { renderText } from '../../src/diagnostics/render/text.ts';
import { renderDiffHtml } from '../../src/diff/render/html.ts';
import { renderDiffJson } from '../../src/diff/render/json.ts';
import { renderDiffMarkdown } from '../../src/diff/render/markdown.ts';
import { renderDiffText } from '../../src/diff/render/text.ts';
import { renderDot } from '../../src/graph/dot.ts';
import { graphOf } from '../../src/graph/index.ts';
import { renderGraphJson } from '../../src/graph/json.ts';
import { renderMermaid } from '../../src/graph/mermaid.ts';
import { renderSvg } from '../../src/graph/svg.ts';
import { inspectManifests } from '../../src/inspect-manifests.ts';
import { printDescription, printObjects, printTables } from '../../src/inspect/print.ts';
import { renderGithub } from '../../src/report/github.ts';
import { renderGitlab } from '../../src/report/gitlab.ts';
import { renderJson } from '../../src/report/json.ts';
import { renderJunit } from '../../src/report/junit.ts';
import { makeReport } from '../../src/report/make-report.ts';
import { renderSarif } from '../../src/report/sarif.ts';
import { printStatus, printStatusJson, printStatusTable } from '../../src/status/print.ts';
import { statusOf } from '../../src/status-of.ts';
import {
  hostileManifests,
  hostileOptions,
  type HostileManifest,
} from '../support/hostile/manifests.ts';

const assets = await loadAssets(['nginx', 'envoy']);
const tool = { name: 'gatewright', version: '0.0.0' } as const;
const named = hostileManifests().map((manifest) => [manifest.name, manifest] as const);

/** Everything that a run prints about manifests, by format; the file's name is hostile too. */
function reportsOf(manifest: HostileManifest): Readonly<Record<string, string>> {
  const options = hostileOptions(manifest);
  const files = [{ ...manifest.source, name: '::error::\u001b[31m/##vso[x].yaml' }];
  const { diagnostics, documents, suppressed } = compile(files, options, assets);
  const report = makeReport({ tool, documents, diagnostics, suppressed, isFailing: () => true });
  const comparison = compareManifests({ base: [], head: files }, options, assets);
  const diff = { tool, base: 'base', head: 'head', notes: [], ...comparison };
  const inspection = inspectManifests(files, options, assets.schemas, 'envoy');
  const { objects } = inspection;
  const graph = graphOf(inspection);
  const status = statusOf(files, options, assets.schemas, 'nginx');
  return {
    text: renderText(diagnostics, files, { color: false }),
    github: renderGithub(report),
    gitlab: renderGitlab(report),
    json: renderJson(report),
    sarif: renderSarif(report),
    junit: renderJunit(report),
    'diff text': renderDiffText(diff),
    'diff markdown': renderDiffMarkdown(diff),
    'diff json': renderDiffJson(diff),
    'diff html': renderDiffHtml(diff),
    'graph dot': renderDot(graph),
    'graph mermaid': renderMermaid(graph),
    'graph svg': renderSvg(graph),
    'graph json': renderGraphJson(graph),
    'status yaml': printStatus(status),
    'status json': printStatusJson(status),
    'status table': printStatusTable(status),
    'get yaml': printObjects(objects, 'yaml', false),
    'get json': printObjects(objects, 'json', false),
    'get table': printTables(objects, inspection, { wide: true, allNamespaces: true, now: 0 }),
    describe: objects.map((object) => printDescription(object, inspection)).join(''),
  };
}

// A line feed ends our own lines; everything else of these is obeyed by a terminal, or hides text.
const active =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]/u;

test.each(named)('nothing that is printed about %s is obeyed', (_, manifest) => {
  for (const [format, text] of Object.entries(reportsOf(manifest))) {
    expect([format, active.exec(text)?.[0]]).toEqual([format, undefined]);
    // Azure Pipelines reads these anywhere, GitHub and TeamCity at the start of a line.
    expect([format, /##(?:vso)?\[/i.exec(text)?.[0]]).toEqual([format, undefined]);
    const commands = format === 'github' ? /^(?!::(?:error|warning|notice) )/ : /^\s*::/;
    const lines = text.split('\n').filter((line) => line !== '' || format !== 'github');
    const obeyed = lines.filter((line) => commands.test(line) || /^\s*##teamcity/.test(line));
    expect([format, obeyed.slice(0, 1)]).toEqual([format, []]);
    if (/json|sarif|gitlab/.test(format)) expect(() => JSON.parse(text) as unknown).not.toThrow();
    if (/junit|svg|html/.test(format)) expect([format, openTags(text)]).toEqual([format, []]);
  }
});

/** Elements that are no work of ours, and those left open: markup of a manifest would be both. */
function openTags(markup: string): readonly string[] {
  const open: string[] = [];
  for (const [, closing, name = '', end] of markup.matchAll(/<(\/?)([a-zA-Z]+)[^<>]*?(\/?)>/g)) {
    if (closing === '/') {
      if (open.pop() !== name) return [`</${name}>`];
    } else if (end !== '/' && !/^(?:meta|br|hr|img|link)$/.test(name)) open.push(name);
    if (/^(?:script|img)$/i.test(name)) return [name];
  }
  return open;
}
