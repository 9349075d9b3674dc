import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CheckedGateway } from '../../src/target/target.ts';
import { parseRegex } from '../../src/target/regex/index.ts';
import { emitEnvoy, withEnvoy } from '../support/envoy-serving.ts';
import { gateway, host, httpListener, httpSocket, match, route, rule } from '../support/ir.ts';

const atom = fc.constantFrom(
  ...[
    'a',
    'é',
    '.',
    '\\d',
    '\\W',
    '\\pL',
    '\\PN',
    '[a-f]',
    '[^/]',
    '[^\\pLk]',
    '(?i:k)',
    '\\x{e9}',
  ],
  ...[
    '[[:alpha:]_]',
    '(?i:[a-z0-9])',
    '\\b',
    '^',
    '$',
    '(?s:.)',
    '\\Q+(\\E',
    '[acegik-mz]',
    '(?P<n>b)',
  ],
);
const repeat = fc.constantFrom('', '', '', '*', '+', '?', '*?', '{3}', '{2,}', '{1,9}', '{40}');

const { expression } = fc.letrec<{ expression: string; group: string }>((tie) => ({
  expression: fc
    .array(fc.tuple(fc.oneof({ withCrossShrink: true, maxDepth: 4 }, atom, tie('group')), repeat), {
      minLength: 1,
      maxLength: 4,
    })
    .map((parts) => parts.map((each) => each.join('')).join('')),
  group: fc
    .tuple(fc.constantFrom('(', '(?:', '((', '(?i:'), tie('expression'), tie('expression'))
    .map(([open, one, other]) => `${open}${one}|${other}${open === '((' ? '))' : ')'}`),
}));

/** Expressions that are accepted, of at most so many instructions. */
function expressions(limit: number): readonly string[] {
  return fc.sample(expression, { numRuns: 1500, seed: 11 }).filter((source) => {
    const parsed = parseRegex(source);
    return parsed.kind === 'ok' && parsed.regex.programSize <= limit;
  });
}

const served =
  (sources: readonly string[]) =>
  (port: number): CheckedGateway => {
    const all = rule('all', { kind: 'respond', status: 200, reason: 'no-backends' });
    const routes = sources.map((source) => route(all, match(`~ ${source}`)));
    return gateway({
      sockets: [httpSocket(port, httpListener('web', null, host(['*'], ...routes)))],
      rules: [all],
    });
  };

test('takes every expression up to its default size without further settings', async () => {
  const sources = expressions(90);
  expect(sources.length).toBeGreaterThan(300);
  expect(emitEnvoy(served(sources)(80))).not.toContain('layered_runtime');
  await withEnvoy({ ir: served(sources) }, () => Promise.resolve());
});

test('takes every expression up to our own limit', async () => {
  const small = new Set(expressions(90));
  const sources = expressions(10_000).filter((source) => !small.has(source));
  expect(sources.length).toBeGreaterThan(200);
  expect(emitEnvoy(served(sources)(80))).toContain('layered_runtime');
  await withEnvoy({ ir: served(sources) }, () => Promise.resolve());
});
