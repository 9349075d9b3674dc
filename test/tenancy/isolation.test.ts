import { describe, expect, test } from 'vitest';
import { loadAssets } from '../../src/assets/load.ts';
import { compile } from '../../src/compile.ts';
import { isError } from '../../src/diagnostics/diagnostic.ts';
import { optionsWith } from '../support/fixtures.ts';
import { makeMutator } from '../support/mutate.ts';

const assets = await loadAssets(['nginx', 'envoy']);
const options = optionsWith({ channel: 'experimental', keepGoing: true });

const gateway = `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: web, namespace: infra}
spec:
  gatewayClassName: test
  listeners:
    - name: a
      protocol: HTTP
      port: 8080
      hostname: "*.a.test"
      allowedRoutes: {namespaces: {from: Selector, selector: {matchLabels: {kubernetes.io/metadata.name: tenant-a}}}}
    - name: b
      protocol: HTTP
      port: 8080
      hostname: "*.b.test"
      allowedRoutes: {namespaces: {from: Selector, selector: {matchExpressions: [{key: kubernetes.io/metadata.name, operator: NotIn, values: [tenant-a]}]}}}
---
apiVersion: v1
kind: Namespace
metadata: {name: tenant-a, labels: {kubernetes.io/metadata.name: tenant-a}}
---
apiVersion: v1
kind: Namespace
metadata: {name: tenant-b, labels: {kubernetes.io/metadata.name: tenant-b}}
`;

/** Everything of a tenant that shares tables and names with others: matches, filters, shares, expressions. */
const tenant = (letter: string): string => `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: shop, namespace: tenant-${letter}}
spec:
  parentRefs: [{name: web, namespace: infra}]
  hostnames: [shop.${letter}.test]
  rules:
    - matches:
        - path: {value: /cart}
          headers: [{name: x-kind, value: ${letter}1}]
          queryParams: [{name: q, value: ${letter}2}]
        - path: {type: RegularExpression, value: "/items/[0-9]+/${letter}"}
      filters:
        - type: RequestHeaderModifier
          requestHeaderModifier:
            set: [{name: x-tenant, value: "${letter} costs 5$"}]
        - type: ResponseHeaderModifier
          responseHeaderModifier:
            add: [{name: x-tenant, value: ${letter}}]
      backendRefs:
        - {name: one, port: 80, weight: 3}
        - {name: two, port: 80, weight: 1}
    - matches: [{path: {type: Exact, value: /old}}]
      filters:
        - type: RequestRedirect
          requestRedirect:
            path: {type: ReplaceFullPath, replaceFullPath: /new}
    - backendRefs: [{name: one, port: 80}]
---
apiVersion: v1
kind: Service
metadata: {name: one, namespace: tenant-${letter}}
spec: {ports: [{port: 80}]}
---
apiVersion: v1
kind: Service
metadata: {name: two, namespace: tenant-${letter}}
spec: {ports: [{port: 80}]}
`;

const hostile = [
  '";}',
  '$host',
  '%REQ(a)%',
  '{{ 1 }}',
  '"\\n"',
  '../..',
  '(',
  '*',
  '~',
  '[',
  '\u0000',
  '\u2028',
];

/** Tenant B, broken in many ways: changed at random, and with hostile text instead of each of its values. */
function brokenTenants(): readonly string[] {
  const text = tenant('b');
  const next = makeMutator([text], 77);
  const mutated = Array.from({ length: 250 }, next);
  const values = [...text.matchAll(/(?<=[:[{] ?)[A-Za-z0-9/."$ -]+(?=[\n,}\]])/g)];
  const spliced = values.flatMap(({ index = 0, 0: value }, position) => {
    const evil = hostile[position % hostile.length] ?? '';
    return [evil, JSON.stringify(evil)].map(
      (each) => text.slice(0, index) + each + text.slice(index + value.length),
    );
  });
  return ['', '\u0000', '{'.repeat(200), `${text}\n---\n${text}`, ...mutated, ...spliced];
}

/** The parts of both outputs that are about tenant A: whole blocks, and lines of tables that all share. */
function partsOfA(b: string): readonly string[] {
  const files = [
    { name: 'gateway.yaml', text: gateway },
    { name: 'a.yaml', text: tenant('a') },
    { name: 'b.yaml', text: b },
  ];
  const [output] = compile(files, options, assets).outputs;
  const textOf = (name: string): string => {
    const file = output?.files.find(({ path }) => path === name);
    return file?.content.kind === 'public' ? file.content.text : '';
  };
  return [...nginxParts(textOf('nginx.conf')), ...envoyParts(textOf('envoy.json'))];
}

function hasErrors(b: string): boolean {
  const files = [{ name: 'b.yaml', text: b }];
  return compile(files, options, assets).diagnostics.some(isError);
}

const isOfA = (text: string): boolean => /tenant-a|a\.test/.test(text);

function nginxParts(text: string): readonly string[] {
  const blocks = text.split(/\n(?= {4}(?:# |server \{|upstream |map |split_clients ))/);
  return blocks.flatMap((block) =>
    /^ {4}(?:server|upstream) /m.test(block)
      ? [block].filter(isOfA)
      : block.split('\n').filter(isOfA),
  );
}

function envoyParts(text: string): readonly string[] {
  const found: string[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const named = 'name' in value && ('domains' in value || 'load_assignment' in value);
    const own = JSON.stringify(value);
    if (named && isOfA(own)) found.push(own);
    else for (const inner of Object.values(value)) visit(inner);
  };
  visit(JSON.parse(text));
  return found;
}

describe('what one tenant does wrong', () => {
  const whole = partsOfA(tenant('b'));

  test('there is something to compare', () => {
    expect(whole.filter((part) => part.includes('server {')).length).toBe(2);
    expect(whole.filter((part) => part.startsWith('{')).length).toBeGreaterThan(2);
    expect(whole.filter((part) => /one_tenant-a/.test(part)).length).toBeGreaterThan(1);
  });

  test('changes no byte of what another has', () => {
    const broken = brokenTenants();
    const different = broken.filter(
      (each) => JSON.stringify(partsOfA(each)) !== JSON.stringify(whole),
    );
    expect(different.slice(0, 3)).toEqual([]);
    expect(broken.filter(hasErrors).length).toBeGreaterThan(100);
  });
});
