import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { repository } from '../support/fixtures.ts';

/**
 * Each kind of place where text of a manifest reaches an output: who emits it, the type that nobody else makes, and
 * the tests that show every character to survive it, on the real proxies where one reads it.
 */
interface Kind {
  readonly kind: string;
  readonly module: string;
  readonly makers: readonly string[];
  readonly brand: string;
  readonly tests: readonly string[];
}

const nginxQuote = 'src/emit/nginx/quote.ts';
const envoyQuote = 'src/emit/envoy/quote.ts';
const onNginx = 'test/proxies/nginx-quote.test.ts';
const onEnvoy = 'test/proxies/envoy-text.test.ts';
const paths = 'test/proxies/literal-paths.test.ts';

const reports = 'test/hostile/reports.test.ts';
const formats = 'test/hostile/formats.test.ts';

const kinds: readonly Kind[] = [
  {
    kind: 'NGINX value that is evaluated',
    module: nginxQuote,
    makers: ['text', 'expression'],
    brand: 'Value',
    tests: [onNginx],
  },
  {
    kind: 'NGINX literal',
    module: nginxQuote,
    makers: ['literal'],
    brand: 'Literal',
    tests: [onNginx],
  },
  {
    kind: 'NGINX key of a map',
    module: nginxQuote,
    makers: ['mapKey'],
    brand: 'MapKey',
    tests: [onNginx],
  },
  {
    kind: 'NGINX regular expression',
    module: nginxQuote,
    makers: ['regex'],
    brand: 'Pattern',
    tests: [onNginx, 'test/proxies/nginx-regex.test.ts'],
  },
  {
    kind: 'NGINX comment',
    module: nginxQuote,
    makers: ['comment'],
    brand: 'Comment',
    tests: [onNginx],
  },
  {
    kind: 'name of a file',
    module: 'src/target/file-path.ts',
    makers: ['contentPath'],
    brand: 'FilePath',
    tests: ['test/tenancy/unique-names.test.ts'],
  },
  {
    kind: 'Envoy text',
    module: envoyQuote,
    makers: ['plain'],
    brand: 'PlainText',
    tests: [onEnvoy],
  },
  {
    kind: 'Envoy text that is formatted',
    module: envoyQuote,
    makers: ['formatText'],
    brand: 'FormatText',
    tests: [onEnvoy],
  },
  {
    kind: 'RE2 pattern',
    module: envoyQuote,
    makers: ['re2Parsed', 're2Literal'],
    brand: 'Re2Pattern',
    tests: [onEnvoy, 'test/proxies/envoy-regex.test.ts'],
  },
  {
    kind: 'RE2 substitution',
    module: envoyQuote,
    makers: ['re2Substitution'],
    brand: 'Re2Substitution',
    tests: ['src/emit/envoy/quote.test.ts', paths],
  },
  {
    kind: 'path of a URL',
    module: 'src/target/url-path.ts',
    makers: ['encodePath'],
    brand: 'UrlPath',
    tests: [paths],
  },
  {
    kind: 'terminal and CI output',
    module: 'src/diagnostics/render/escape.ts',
    makers: [
      ...['escapeForTerminal', 'terminal', 'joinTerminal', 'trimTerminalEnd'],
      ...['terminalLines', 'padTerminalEnd'],
    ],
    brand: 'TerminalText',
    tests: ['src/diagnostics/render/escape.test.ts', reports],
  },
  {
    kind: 'commands of the GitHub runner',
    module: 'src/report/github-command.ts',
    makers: ['githubCommand', 'joinCommands'],
    brand: 'GithubCommands',
    tests: [formats, reports],
  },
  {
    kind: 'XML',
    module: 'src/report/xml.ts',
    makers: ['element', 'escapeXml', 'xml', 'joinXml'],
    brand: 'Xml',
    tests: [formats, reports],
  },
  {
    kind: 'message of SARIF',
    module: 'src/report/sarif-text.ts',
    makers: ['sarifText'],
    brand: 'SarifText',
    tests: [formats, 'src/report/sarif.test.ts'],
  },
  {
    kind: 'name of a file as a relative URI',
    module: 'src/report/sarif-text.ts',
    makers: ['relativeUri'],
    brand: 'UriReference',
    tests: [formats, 'src/report/sarif.test.ts'],
  },
  {
    kind: 'JSON',
    module: 'src/report/json-text.ts',
    makers: ['jsonText'],
    brand: 'JsonText',
    tests: [formats, reports],
  },
  {
    kind: 'YAML',
    module: 'src/report/yaml-text.ts',
    makers: ['yamlText', 'yamlStream'],
    brand: 'YamlText',
    tests: [formats, 'src/report/yaml-text.test.ts'],
  },
  {
    kind: 'YAML of a ResourceList',
    module: 'src/krm/print.ts',
    makers: ['printObject'],
    brand: 'KrmYaml',
    tests: [formats, 'src/krm/print.test.ts'],
  },
  {
    kind: 'HTML',
    module: 'src/diff/render/html-text.ts',
    makers: ['hypertext', 'joinHtml', 'escapeHtml'],
    brand: 'Html',
    tests: [formats, reports],
  },
  {
    kind: 'Markdown',
    module: 'src/diff/render/markdown-text.ts',
    makers: [
      'markdownText',
      'joinMarkdown',
      'codeSpan',
      'codeElement',
      'plainWords',
      'limited',
      'diffBlock',
    ],
    brand: 'Markdown',
    tests: [formats, reports],
  },
  {
    kind: 'Mermaid',
    module: 'src/graph/mermaid-text.ts',
    makers: ['mermaid', 'joinMermaid', 'escapeMermaid'],
    brand: 'Mermaid',
    tests: [formats, reports],
  },
  {
    kind: 'DOT',
    module: 'src/graph/dot-text.ts',
    makers: ['dot', 'joinDot', 'escapeDot'],
    brand: 'Dot',
    tests: [formats, reports],
  },
  {
    kind: 'SVG',
    module: 'src/graph/svg-text.ts',
    makers: ['svgText', 'joinSvg', 'escapeSvg'],
    brand: 'Svg',
    tests: [formats, reports],
  },
  {
    kind: 'script for a shell, of our own tables alone',
    module: 'src/cli/completion/script.ts',
    makers: ['scriptOf'],
    brand: 'CompletionScript',
    tests: ['test/cli/completion.test.ts'],
  },
  {
    kind: 'configuration on standard output, which its emitter has quoted',
    module: 'src/cli/output/configuration-text.ts',
    makers: ['configurationText'],
    brand: 'ConfigurationText',
    tests: ['test/cli/compile.test.ts'],
  },
];

const read = (file: string): string => readFileSync(path.join(repository, file), 'utf8');

const sources: ReadonlyMap<string, string> = new Map(
  readdirSync(path.join(repository, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /(?<!\.test)\.ts$/.test(file) && !file.includes('generated'))
    .map((file) => `src/${file.split(path.sep).join('/')}`)
    .map((file) => [file, read(file)]),
);

describe.each(kinds.map((each) => [each.kind, each] as const))('%s', (_, kind) => {
  test('has one emitter, with a type of its own', () => {
    const text = sources.get(kind.module) ?? '';
    const declared = new RegExp(`^export type ${kind.brand} = Branded<'\\w+'>;$`, 'm');
    expect([...sources].filter(([, each]) => declared.test(each)).map(([file]) => file)).toEqual([
      kind.module,
    ]);
    for (const maker of kind.makers)
      expect(text).toMatch(new RegExp(`^export function ${maker}\\([^)]*\\): ${kind.brand} `, 'm'));
  });

  test('has tests', () => {
    expect(kind.tests.length).toBeGreaterThan(0);
    for (const file of kind.tests) expect(read(file)).toMatch(/\btest\(|\btest\.each\(/);
  });
});

/** A list of names in eslint.config.js. */
function lintList(name: string): readonly string[] {
  const [, list = ''] =
    new RegExp(`const ${name} = \\[([^\\]]*)\\]`).exec(read('eslint.config.js')) ?? [];
  return [...list.matchAll(/'([^']+)'/g)].map(([, each = '']) => each);
}

test('no other module makes a brand of output, which ESLint sees to', () => {
  // Identities in the IR are no text of an output.
  const output = [...sources].filter(([file]) => file !== 'src/ir/names.ts');
  const declared = output.flatMap(([, text]) =>
    [...text.matchAll(/^export type (\w+) = Branded</gm)].map(([, name = '']) => name),
  );
  // A union of them is one, too.
  expect([...lintList('brands')].sort()).toEqual([...declared, 'Token'].sort());
  const cast = new RegExp(`\\bas (?:${lintList('brands').join('|')})\\b(?! from)`);
  const casting = output.filter(
    ([file, text]) =>
      cast.test(text.replace(/^import[^;]*;/gm, '')) && file !== 'src/validate/cel.ts',
  );
  expect(casting.map(([file]) => file).sort()).toEqual([...lintList('brandMakers')].sort());
});

test('only one module writes to the streams of the process, and it takes no plain strings', () => {
  const stream = /\bprocess\.std(?:out|err)\b|\bconsole\.|\bfrom 'node:(?:tty|console)'/;
  const writing = [...sources].filter(([, text]) => stream.test(text)).map(([file]) => file);
  expect(writing).toEqual(['src/cli/node-io.ts']);
  const sink = sources.get('src/cli/io.ts') ?? '';
  const taken = [...sink.matchAll(/readonly (write\w*): \(text: (\w+)\) => void;/g)];
  expect(taken.map(([, method, type]) => [method, type])).toEqual([
    ['write', 'TerminalText'],
    ['writeDocument', 'DocumentText'],
  ]);
  // Each kind of document is one of the brands above.
  const [, union = ''] =
    /export type DocumentText =([^;]*);/.exec(sources.get('src/cli/document-text.ts') ?? '') ?? [];
  const members = [...union.matchAll(/\w+/g)].map(([name]) => name);
  expect(members.length).toBeGreaterThan(0);
  const known = new Set(kinds.map(({ brand }) => brand));
  expect(members.filter((name) => !known.has(name))).toEqual([]);
});
