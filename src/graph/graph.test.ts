import { describe, expect, test } from 'vitest';
import { loadSchemas } from '../assets/schemas.ts';
import { inspectManifests } from '../inspect-manifests.ts';
import { optionsWith } from '../../test/support/fixtures.ts';
import { shuffled } from '../../test/support/purity.ts';
import { renderDot } from './dot.ts';
import { focusOn } from './focus.ts';
import { graphOf } from './index.ts';
import { layOut } from './layout.ts';
import { renderMermaid } from './mermaid.ts';
import { renderSvg } from './svg.ts';

const schemas = loadSchemas();

function graph(text: string) {
  const files = [{ name: 'a.yaml', text }];
  return graphOf(inspectManifests(files, optionsWith({}), schemas, 'envoy'));
}

const gateway = `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: g, namespace: a}
spec: {gatewayClassName: any, listeners: [{name: l, port: 80, protocol: HTTP}]}
`;
const route = (name: string, rule: string, parent = '{name: g}') => `---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: ${name}, namespace: a}
spec: {parentRefs: [${parent}], rules: [${rule}]}
`;
const rest = `---
apiVersion: v1
kind: Service
metadata: {name: s, namespace: a}
spec: {ports: [{port: 80}]}
---
apiVersion: gateway.networking.k8s.io/v1
kind: BackendTLSPolicy
metadata: {name: p, namespace: a}
spec:
  targetRefs: [{group: "", kind: Service, name: s}]
  validation: {wellKnownCACertificates: System, hostname: s.example.com}
`;
const shop =
  gateway +
  route('one', '{backendRefs: [{name: s, port: 80, weight: 3}, {name: t, port: 80}]}') +
  route('two', '{matches: [{path: {value: /two}}]}', '{name: g, sectionName: none}') +
  rest;

test('from class to policy', () => {
  const { nodes, edges } = graph(shop);
  const names = new Map(nodes.map(({ id, kind, name }) => [id, `${kind} ${name}`]));
  expect(edges.map(({ from, to, label }) => [names.get(from), names.get(to), label])).toEqual([
    ['GatewayClass any', 'Gateway a/g', ''],
    ['Gateway a/g', 'Listener l', ''],
    ['Listener l', 'HTTPRoute a/one', ''],
    ['HTTPRoute a/one', 'Rule rule 1', ''],
    ['Rule rule 1', 'Service a/s:80', '75%'],
    ['Rule rule 1', 'Service a/t:80', '25%'],
    ['Gateway a/g', 'HTTPRoute a/two', 'not served'],
    ['HTTPRoute a/two', 'Rule rule 1', ''],
    ['Service a/s:80', 'BackendTLSPolicy a/p', ''],
  ]);
  const problems = nodes.flatMap(({ name, problem }) =>
    problem === null ? [] : [`${name} ${problem}`],
  );
  expect(problems).toEqual(['rule 1 error', 'a/t:80 warning', 'a/two error', 'rule 1 warning']);
});

test('the order of documents makes no difference', () => {
  const files = [{ name: 'a.yaml', text: shop }];
  const [mixed] = shuffled(files);
  expect(renderSvg(graph(mixed?.text ?? ''))).toBe(renderSvg(graph(shop)));
});

test('a focus keeps what leads there and what it leads to', () => {
  const part = focusOn(graph(shop), ({ kind, name }) => kind === 'HTTPRoute' && name === 'two');
  expect(part.nodes.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    'Gateway a/g',
    'GatewayClass any',
    'HTTPRoute a/two',
    'Rule rule 1',
  ]);
});

test('boxes do not overlap', () => {
  const rules = Array.from(
    { length: 9 },
    (_, i) =>
      `{matches: [{path: {value: /${String(i)}}}], backendRefs: [{name: s, port: ${String(80 + (i % 3))}}]}`,
  );
  const boxes = [
    ...layOut(
      graph(
        gateway + route('one', rules.join(', ')) + route('two', rules.slice(3).join(', ')) + rest,
      ),
    ).boxes.values(),
  ];
  for (const a of boxes)
    for (const b of boxes)
      if (a !== b && a.x === b.x)
        expect(
          a.y + a.height <= b.y || b.y + b.height <= a.y,
          `${a.node.name} ${b.node.name}`,
        ).toBe(true);
});

const hostile = [
  String.raw`"]; n1 --> n2`,
  String.raw`</text><script>alert(1)</script>`,
  String.raw`\" , URL=\"javascript:alert(1)`,
  String.raw`\\`,
  '`%%{init: {}}%%` #quot; &quot; ]]> -->',
  'a\\u202eb\\nclick n1 call x()\\u0007',
];

describe.each(hostile)('a text such as %s', (text) => {
  const value = JSON.stringify(`/${text}`).replaceAll('\\\\u', '\\u').replaceAll('\\\\n', '\\n');
  const named = value.replace('/', '');
  const rule = `{matches: [{path: {type: RegularExpression, value: ${value}}}], backendRefs: [{name: ${named}, port: 80}]}`;
  const drawn = graph(gateway + route('one', rule) + rest);

  test('is there', () => {
    const kinds = drawn.nodes.map(({ kind, details }) => `${kind} ${String(details.length)}`);
    expect(kinds).toContain('Rule 1');
    expect(kinds).toContain('Service 1');
  });

  test('stays a text in Mermaid', () => {
    for (const line of renderMermaid(drawn).trimEnd().split('\n'))
      expect(line).toMatch(
        /^(flowchart LR| {2}n\d+\["(?:[\p{L}\p{N} ./_=+-]|#\d+;|<br\/>|[✖⚠])*"\]| {2}n\d+ (-->|-\.->)(\|"(?:[\p{L}\p{N} ./_=+-]|#\d+;)*"\|)? n\d+| {2}class(Def)? [\w,:#\- ]+)$/u,
      );
  });

  test('stays a text in DOT', () => {
    const string = String.raw`"(?:[^"\\\n]|\\.)*"`;
    const lines = renderDot(drawn).trimEnd().split('\n').slice(4, -1);
    for (const line of lines)
      expect(line).toMatch(
        new RegExp(
          String.raw`^  (n\d+( -> n\d+)?( \[(\w+=(${string}|\w+)(, )?)+\])?;|\{ rank=same; [n\d; ]+\})$`,
        ),
      );
  });

  test('stays a text in SVG', () => {
    const svg = renderSvg(drawn);
    const tags = new Set([...svg.matchAll(/<\/?([^\s/>]*)/g)].map(([, name]) => name));
    expect([...tags].sort()).toEqual(
      ['defs', 'desc', 'g', 'marker', 'path', 'rect', 'style', 'svg', 'text', 'title'].sort(),
    );
    const texts = [...svg.matchAll(/<(?:text|title)[^<>]*>([^<]*)</g)].map(
      ([, inner]) => inner ?? '',
    );
    for (const inner of texts)
      expect(inner).toMatch(/^(?:[^&"<>\p{Cc}\p{Cf}]|\n|&(?:amp|lt|gt|quot);)*$/u);
  });
});
