import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { escapeForTerminal } from '../../src/diagnostics/render/escape.ts';
import { escapeHtml } from '../../src/diff/render/html-text.ts';
import {
  codeElement,
  codeSpan,
  diffBlock,
  plainWords,
} from '../../src/diff/render/markdown-text.ts';
import { escapeDot } from '../../src/graph/dot-text.ts';
import { escapeMermaid } from '../../src/graph/mermaid-text.ts';
import { escapeSvg } from '../../src/graph/svg-text.ts';
import { printObject } from '../../src/krm/print.ts';
import { githubCommand } from '../../src/report/github-command.ts';
import { jsonText } from '../../src/report/json-text.ts';
import { relativeUri, sarifText } from '../../src/report/sarif-text.ts';
import { element, escapeXml } from '../../src/report/xml.ts';
import { yamlStream, yamlText } from '../../src/report/yaml-text.ts';
import { everywhere, randomTexts } from '../support/nasty-text.ts';

// Every byte, and what Unicode has of the same kind: directions, separators, marks, halves of pairs, non-characters.
const unicode = ['\u2028', '\u2029', '\u202e', '\u2066', '\u200b', '\ufeff', '\ufffe', '\uffff'];
const characters = [
  ...Array.from({ length: 256 }, (_, code) => String.fromCharCode(code)),
  ...[...unicode, '\ud800', '\udfff', '\u{1f600}', '\u{e0041}'],
];
const syntax = [
  ...['::error::x', '\n::error::x', '##vso[x]', '%0A::error::', '%25', ']]>', '-->', '<!--'],
  ...['</script>', '&amp;', '&#0;', '```', '``', '`', '~~~', '@somebody', '#1', 'https://a.b'],
  ...['www.a.b', '[a](b)', '\\"', '\\', '"]; x', '#quot;', '---', '...', '\n---\n', '!!js', '*a'],
  ...['1. a', '- a', '+ a', '=== ', '{{1}}', '<b>', '"', "'", '\r\n', '\t', ' '],
];
const texts = [...everywhere([...characters, ...syntax]), ...randomTexts(500, 7), ''];

/** What the runner makes of a message and of a property (actions/runner, ActionCommand.cs). */
const unescapeData = (text: string): string =>
  text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
const unescapeProperty = (text: string): string =>
  text
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%25', '%');

test('the runner reads one command, with the properties and the message that were given', () => {
  for (const text of texts) {
    const line = githubCommand('error', { file: text, line: 3, title: 'x' }, [text, 'second']);
    const [all = '', properties = '', message = ''] =
      /^::error ([^\n]*?)::([^\n]*)\n$/.exec(line) ?? [];
    expect(all, JSON.stringify(text)).toBe(line);
    const values = properties.split(',').map((each) => each.split('='));
    expect(values.map(([name]) => name)).toEqual(['file', 'line', 'title']);
    const file = unescapeProperty(properties.split(',')[0]?.slice('file='.length) ?? '');
    const shown = text
      .split(/([\r\n])/)
      .map((part, at) => (at % 2 ? part : escapeForTerminal(part)));
    expect(file).toBe(shown.join(''));
    expect(unescapeData(message)).toBe(`${escapeForTerminal(text)}\nsecond`);
  }
});

/** The text of an element or of an attribute in quotes, as a parser of XML 1.0 or HTML reads it. */
function decoded(text: string): string {
  expect(text).not.toMatch(/[<>"]/);
  expect(text).not.toMatch(/&(?!(?:amp|lt|gt|quot|apos|#39|#64);)/);
  const named = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
  return text.replace(/&(?:#(\d+)|(\w+));/g, (all, code: string | undefined, name: string) =>
    code === undefined
      ? (Object.entries(named).find(([known]) => known === name)?.[1] ?? all)
      : String.fromCodePoint(Number(code)),
  );
}

describe('markup', () => {
  test.each([
    ['XML', escapeXml],
    ['HTML', escapeHtml],
  ] as const)('%s: text stays text in elements and in attributes', (_, escape) => {
    for (const text of texts) {
      const shown = escapeForTerminal(text).replace(
        /[\ufffe\uffff]/g,
        (each) => `\\u{${each.charCodeAt(0).toString(16)}}`,
      );
      const written = escape(text);
      expect(written).not.toContain("'");
      const read = decoded(written).replace(
        /[\ufffe\uffff]/g,
        (each) => `\\u{${each.charCodeAt(0).toString(16)}}`,
      );
      expect(read, JSON.stringify(text)).toBe(shown);
    }
  });

  test('XML holds only characters that XML 1.0 has', () => {
    for (const text of texts)
      expect(escapeXml(text)).toMatch(/^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u);
  });

  test('an element has the attributes that were given, and no others', () => {
    for (const text of texts) {
      const written = element('failure', { message: text, type: null }, [escapeXml(text)]);
      const [, message = '-', content = ''] =
        /^<failure message="([^"<>]*)"(?:\/>|>([^<>]*)<\/failure>)$/.exec(written) ?? [];
      expect(message).toBe(escapeXml(text));
      expect(content).toBe(escapeXml(text));
    }
  });

  test('SVG: text of the graph, which has no controls, stays text', () => {
    for (const text of texts) expect(decoded(escapeSvg(text))).toBe(text);
  });

  test('an element of HTML within Markdown holds the text', () => {
    for (const text of texts) {
      const [, content = '-'] = /^<code>([^<>@]*)<\/code>$/.exec(codeElement(text)) ?? [];
      expect(decoded(content)).toBe(escapeForTerminal(text));
    }
  });
});

describe('Markdown', () => {
  /** CommonMark 0.31 §6.1: the first run of as many backticks ends a code span; one blank on both sides goes. */
  function readSpan(span: string): string {
    const [fence = ''] = /^`+/.exec(span) ?? [];
    expect(fence).not.toBe('');
    const runs = [...span.slice(fence.length).matchAll(/`+/g)];
    const end = runs.find(([ticks]) => ticks === fence);
    expect((end?.index ?? -1) + 2 * fence.length).toBe(span.length);
    const inside = span.slice(fence.length, -fence.length);
    const padded = inside.startsWith(' ') && inside.endsWith(' ') && inside.trim() !== '';
    return padded ? inside.slice(1, -1) : inside;
  }

  test('a code span ends where it should and holds the text', () => {
    for (const text of texts) {
      const shown = escapeForTerminal(text);
      const span = codeSpan(text);
      expect(span).not.toMatch(/[\r\n]/);
      if (shown.trim() === '') expect(span).toBe('(empty)');
      else expect(readSpan(span).trim()).toBe(shown.trim());
    }
  });

  test('words are plain, or a code span', () => {
    for (const text of texts) {
      const words = plainWords(text);
      if (words !== text) expect(words).toBe(codeSpan(text));
      else
        expect(words).not.toMatch(
          /[`*_[\]<>&@#\\|~!\n\r]|:\/\/|www\.|^\s*(?:[-+=]+(?:\s|$)|\d+[.)])/i,
        );
    }
    expect(plainWords('2 files, +3 -1')).toBe('2 files, +3 -1');
  });

  test('no line ends a block', () => {
    const block = diffBlock(texts.map(escapeForTerminal), Infinity);
    const [first = '', ...lines] = block.split('\n');
    const fence = first.replace(/diff$/, '');
    expect(fence).toMatch(/^`{4,}$/);
    expect(lines.slice(0, -2)).toEqual(texts.map(escapeForTerminal));
    expect(lines.slice(0, -2).filter((line) => line.includes(fence))).toEqual([]);
    expect(lines.slice(-2)).toEqual([fence, '']);
  });
});

describe('SARIF', () => {
  test('a message has no placeholder and no link, and says what was given', () => {
    for (const text of texts) {
      const written = sarifText(text);
      // SARIF 2.1.0 §3.11.5: doubled braces are braces, if anything is a placeholder; §3.11.6: so with links.
      expect(written.replaceAll(/\{\{|\}\}/g, '')).not.toMatch(/\{\d+\}/);
      expect(written).not.toMatch(/(?<!\\)\]\(/);
      const plain = written.replace(/\\([[\]\\])/g, '$1');
      expect([plain, plain.replace(/([{}])\1/g, '$1'), written]).toContain(text);
    }
  });

  test('a reference has no character of a scheme, a query or a fragment, and means the name', () => {
    for (const text of texts) {
      const written = relativeUri(text);
      expect(written).toMatch(/^(?:[\w.~!*'()/-]|%[0-9A-F]{2})*$/);
      expect(decodeURIComponent(written)).toBe(text.replace(/\p{Surrogate}/gu, '\ufffd'));
    }
  });
});

describe('graphs', () => {
  test('Mermaid: numeric entities stand for all that is not plain', () => {
    for (const text of texts) {
      const written = escapeMermaid(text);
      expect(written).toMatch(/^(?:[\p{L}\p{N} ./_=+-]|#\d+;)*$/u);
      const read = written.replace(/#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)));
      expect(read).toBe(text);
    }
  });

  test('DOT: a quoted string ends where it should', () => {
    for (const text of texts) {
      const written = escapeDot(text);
      expect(written).toMatch(/^(?:[^"\\]|\\["\\])*$/);
      expect(written.replace(/\\(["\\])/g, '$1').replaceAll('&amp;', '&')).toBe(text);
    }
  });
});

describe('data', () => {
  const values = {
    texts,
    keys: Object.fromEntries(texts.map((text, at) => [`k${String(at)}`, text])),
  };

  test('JSON comes back', () => {
    const text = jsonText(values);
    expect(JSON.parse(text)).toEqual(values);
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\p{Cf}\u2028\u2029]/u);
    expect(text).not.toMatch(/##\[|##vso|^\s*::/im);
  });

  // A half of a surrogate pair is no character of YAML: what reads it back need not keep it.
  const whole = texts.filter((text) => !/\p{Surrogate}/u.test(text));

  test.each([
    ['a report', (value: object): string => yamlText(value)],
    ['a ResourceList', (value: object): string => printObject(value)],
  ] as const)('YAML of %s comes back', (_, print) => {
    const text = print({ whole });
    expect(parse(text)).toEqual({ whole });
    expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e\ufeff]/u);
  });

  test('no text ends a document of a stream', () => {
    const stream = yamlStream(whole);
    const read = parseAllDocuments(stream);
    expect(read.map((document) => (document as { toJS: () => unknown }).toJS())).toEqual(whole);
  });

  test('random data come back', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(jsonText(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
      { numRuns: 200, seed: 7 },
    );
  });
});
