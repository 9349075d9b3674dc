import { describe, expect, test } from 'vitest';
import type { DocumentRef, Origin, Span } from '../../source/place.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { atField, atInput, atText, type Diagnostic } from '../diagnostic.ts';
import { locate, type PlaceFinder } from '../located.ts';
import { renderText } from './text.ts';

const route = `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: front, namespace: shop }
spec:
  rules:
    - backendRefs:
        - name: cart
          port: 80
`;
const file: SourceFile = { name: 'routes.yaml', text: route };
const document: DocumentRef = { file: file.name, index: 0, item: null, start: 0, end: 0 };

const origin = (name: string, kind = 'HTTPRoute'): Origin => ({
  document,
  resource: { group: 'gateway.networking.k8s.io', kind, namespace: 'shop', name },
  path: ['spec', 'rules', 0, 'backendRefs', 0, 'name'],
});

const spanOn = (line: number, from: number, to: number): Span => ({
  file: file.name,
  start: { line, column: from },
  end: { line, column: to },
});

const finder = (span: Span): PlaceFinder => ({ field: () => span, text: () => span });

function render(diagnostics: readonly Diagnostic[], span: Span, text = route): string {
  return renderText(locate(diagnostics, finder(span)), [{ ...file, text }], { color: false });
}

const notFound = atField(
  'resolve/backend-not-found',
  origin('front'),
  { backend: 'Service shop/cart' },
  { suggestion: 'shop/carts', related: [{ origin: origin('edge', 'Gateway'), note: 'here' }] },
);

describe('a finding', () => {
  test('has a frame, its effect, help and related places', () => {
    expect(render([notFound], spanOn(7, 17, 21))).toBe(
      `error[resolve/backend-not-found]: Service shop/cart is not in the input
 --> routes.yaml:7:17  HTTPRoute shop/front spec.rules[0].backendRefs[0].name
7 |         - name: cart
  |                 ^^^^
  = effect: Requests for this backend get status 500 (gRPC: UNAVAILABLE), TCP connections are closed, UDP datagrams dropped.
  = help: did you mean shop/carts?
  = note: routes.yaml:7:17  Gateway shop/edge spec.rules[0].backendRefs[0].name: here
`,
    );
  });

  test('about the input as a whole has no place', () => {
    const finding = atInput('parse/syntax', { problem: 'nothing to read' });
    expect(render([finding], spanOn(1, 1, 1))).toBe(
      `error[parse/syntax]: nothing to read
 = effect: The document is left out.
`,
    );
  });

  test('that recurs is printed once, with a list of places', () => {
    const same = Array.from({ length: 8 }, (_, index) =>
      atField('resolve/backend-not-found', origin(`r${index}`), { backend: 'Service shop/cart' }),
    );
    const text = render(same, spanOn(7, 17, 21));
    expect(text.match(/error\[/g)).toHaveLength(1);
    expect(text).toContain('= also: routes.yaml:7:17  HTTPRoute shop/r5 ');
    expect(text).toContain('= also: at 2 more places');
    expect(text).not.toContain('shop/r6');
  });

  test('is coloured on request', () => {
    const [located] = locate([notFound], finder(spanOn(7, 17, 21)));
    const text = renderText(located === undefined ? [] : [located], [file], { color: true });
    expect(text).toContain('\u001b[31merror[resolve/backend-not-found]\u001b[39m');
  });
});

describe('source lines', () => {
  const syntax = atText('parse/syntax', { file: file.name, start: 0, end: 0 }, { problem: 'no' });

  test('are cut around the place when they are long', () => {
    const long = `key: ${'a'.repeat(300)}HERE${'b'.repeat(300)}`;
    const [, , line = '', marks = ''] = render([syntax], spanOn(1, 306, 310), long).split('\n');
    expect(line.length).toBeLessThan(180);
    expect(line.slice(marks.indexOf('^'), marks.indexOf('^') + 4)).toBe('HERE');
    expect(marks).toMatch(/^ +\| +\^{4}$/);
  });

  test('keep marks below what they mean, behind tabs, escapes and wide characters', () => {
    const text = 'a:\t"\u202e日本" HERE';
    const [, , line = '', marks = ''] = render([syntax], spanOn(1, 10, 14), text).split('\n');
    expect(line).toBe('1 | a:  "\\u{202e}日本" HERE');
    // Two wide characters take two columns more than they count.
    expect(marks.indexOf('^')).toBe(line.indexOf('HERE') + 2);
  });

  test.each([
    ['a Secret', 'kind: Secret\ndata:\n  tls.key: CANARY\n', 3],
    ['a Secret in JSON', '{"kind": "Secret", "data": {"tls.key": "CANARY"}}', 1],
    ['a generator of Secrets', 'secretGenerator:\n  - literals: [CANARY]\n', 2],
    ['misplaced PEM', 'x: |\n-----BEGIN PRIVATE KEY-----\nCANARY\n', 3],
    ['base64 of PEM', 'tls.key: LS0tLS1CRUdJTiBSUCANARY\n', 1],
  ])('of %s are never shown', (_, text, line) => {
    const output = render([syntax], spanOn(line, 1, 60), text);
    expect(output).not.toContain('CANARY');
    expect(output).toContain(`routes.yaml:${line}:1`);
  });

  test('of other documents in a file with a Secret are shown', () => {
    const text = `kind: Secret\n---\nkind: HTTPRoute\n---\nkind: Secret\n`;
    expect(render([syntax], spanOn(3, 1, 5), text)).toContain('3 | kind: HTTPRoute');
    expect(render([syntax], spanOn(5, 1, 5), text)).not.toContain('5 |');
  });
});

describe('text of users', () => {
  test.each([
    ['\u001b[2J\u009b', '\\x1b[2J\\x9b'],
    ['\n::error::x\r', '\\n::error::x\\r'],
    ['##vso[task.setvariable]', '#\\x23vso[task.setvariable]'],
    ['##[group]', '#\\x23[group]'],
    ['a\u202eb\u2066c\u2028', 'a\\u{202e}b\\u{2066}c\\u{2028}'],
    ['\ud800', '\\u{d800}'],
    ['\u{e0041}', '\\u{e0041}'],
    ['grüße 日本 ##', 'grüße 日本 ##'],
  ])('number %# cannot act on a terminal or CI log', (problem, shown) => {
    const finding = atInput('parse/syntax', { problem });
    expect(render([finding], spanOn(1, 1, 1)).split('\n')[0]).toBe(`error[parse/syntax]: ${shown}`);
  });
});

test('findings are sorted by place and given once', () => {
  const later = atText('parse/syntax', { file: 'b.yaml', start: 9, end: 9 }, { problem: 'later' });
  const first = atText('parse/syntax', { file: 'b.yaml', start: 2, end: 2 }, { problem: 'first' });
  const other = atText('parse/syntax', { file: 'a.yaml', start: 5, end: 5 }, { problem: 'other' });
  const whole = atInput('parse/syntax', { problem: 'whole' });
  const find: PlaceFinder = {
    field: () => spanOn(1, 1, 1),
    text: (name, start, end) => ({
      file: name,
      start: { line: 1, column: start },
      end: { line: 1, column: end },
    }),
  };
  const given = [whole, later, first, other, first, later];
  const problems = (list: readonly Diagnostic[]) =>
    locate(list, find).map((finding) => finding.args['problem']);
  expect(problems(given)).toEqual(['other', 'first', 'later', 'whole']);
  expect(problems([...given].reverse())).toEqual(['other', 'first', 'later', 'whole']);
});
