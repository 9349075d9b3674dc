// Checked by tsc, never run: each mistake must stay one, or its @ts-expect-error is an error.
import type { TextSink } from '../../src/cli/io.ts';
import { writeWhole } from '../../src/cli/write-file.ts';
import { nodeFileSystem } from '../../src/cli/output/file-system.ts';
import { escapeForTerminal, terminalLines } from '../../src/diagnostics/render/escape.ts';
import { escapeHtml, hypertext, joinHtml, type Html } from '../../src/diff/render/html-text.ts';
import { codeSpan, diffBlock, limited, markdownText } from '../../src/diff/render/markdown-text.ts';
import { dot } from '../../src/graph/dot-text.ts';
import { mermaid } from '../../src/graph/mermaid-text.ts';
import { svgText } from '../../src/graph/svg-text.ts';
import { githubCommand, joinCommands } from '../../src/report/github-command.ts';
import { jsonText } from '../../src/report/json-text.ts';
import type { SarifMessage, UriReference } from '../../src/report/sarif-text.ts';
import { element, xml } from '../../src/report/xml.ts';
import { yamlText } from '../../src/report/yaml-text.ts';

const manifest: string = '<script>';
declare const sink: TextSink;

export function right(): void {
  sink.write(terminalLines([escapeForTerminal(manifest)]));
  sink.writeDocument(jsonText(manifest));
  sink.writeDocument(yamlText(manifest));
  sink.writeDocument(hypertext`<p>${escapeHtml(manifest)}</p>`);
  sink.writeDocument(joinCommands([githubCommand('error', { file: manifest }, [manifest])]));
}

// @ts-expect-error -- raw text for people
export const toPeople = (): void => sink.write(manifest);

// @ts-expect-error -- raw text for programs
export const toPrograms = (): void => sink.writeDocument(manifest);

// @ts-expect-error -- what a serializer made, and more
export const more = (): void => sink.writeDocument(`${jsonText(manifest)}${manifest}`);

// @ts-expect-error -- a document is not text for people
export const document = (): void => sink.write(escapeHtml(manifest));

// @ts-expect-error -- text for people is no document
export const people = (): void => sink.writeDocument(escapeForTerminal(manifest));

export const file = (): void =>
  // @ts-expect-error -- raw text for a file of a report
  writeWhole('/report', manifest, { fileSystem: nodeFileSystem, shown: manifest });

// @ts-expect-error -- HTML that was put together by hand
export const page: Html = `<p>${escapeHtml(manifest)}</p>`;

// @ts-expect-error -- raw text between our own HTML
export const inHtml = hypertext`<p>${manifest}</p>`;

// @ts-expect-error -- text made safe for a terminal is no HTML
export const terminalHtml = hypertext`<p>${escapeForTerminal(manifest)}</p>`;

// @ts-expect-error -- raw text among HTML
joinHtml([manifest], hypertext``);

// @ts-expect-error -- raw text between our own XML
export const inXml = xml`<a>${manifest}</a>`;

// @ts-expect-error -- raw text in an element
element('failure', {}, [manifest]);

// @ts-expect-error -- an element's name from elsewhere
element(manifest, {});

// @ts-expect-error -- HTML is no XML: it has other entities
element('failure', {}, [escapeHtml(manifest)]);

// @ts-expect-error -- raw text between our own Markdown
export const inMarkdown = markdownText`- ${manifest}`;

// @ts-expect-error -- raw text in a list
limited([codeSpan(manifest), manifest], 100);

// @ts-expect-error -- raw lines in a block
diffBlock([manifest], 100);

// @ts-expect-error -- raw text as a command
joinCommands([manifest]);

// @ts-expect-error -- a command of another name
githubCommand('set-env', {}, [manifest]);

// @ts-expect-error -- a property of another name
githubCommand('error', { 'a::': manifest }, []);

// @ts-expect-error -- an attribute of another name
element('failure', { onload: manifest });

// @ts-expect-error -- raw text in Mermaid
export const inMermaid = mermaid`${manifest} --> n1`;

// @ts-expect-error -- raw text in DOT
export const inDot = dot`${manifest} -> n1`;

// @ts-expect-error -- raw text in SVG
export const inSvg = svgText`<text>${manifest}</text>`;

// @ts-expect-error -- raw text as a message of SARIF
export const message: SarifMessage = { text: manifest };

// @ts-expect-error -- a file's name as a URI
export const uri: UriReference = manifest;
