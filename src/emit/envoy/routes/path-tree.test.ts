import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PathMatch, Route } from '../../../ir/index.ts';
import { headers, match, route, rule } from '../../../../test/support/ir.ts';
import {
  randomProbe,
  randomRoutes,
  referenceMatch,
  type Probe,
} from '../../../../test/support/random-routes.ts';
import { canonicalPath } from '../url-path.ts';
import { candidateLists, type CandidateLists } from './path-tree.ts';

const at = (path: string, extra = {}): Route =>
  route(rule(path, { kind: 'respond', status: 200, reason: 'no-backends' }), match(path, extra));

function listsOf(routes: readonly Route[]): CandidateLists {
  const lists = candidateLists(routes, Infinity);
  if (lists === null) throw new Error('no lists');
  return lists;
}

function isPlain({ kind, value }: PathMatch): boolean {
  return kind !== 'regex' && canonicalPath(value).kind === 'plain';
}

/** What Envoy does: the longest key that `:path`, query included, starts with. */
function treeMatch({ byPath, elsewhere }: CandidateLists, probe: Probe): Route | undefined {
  const [query] = [...probe.query].map(([name, value]) => `?${name}=${value}`);
  const raw = `${probe.path}${query ?? ''}`;
  const keys = [...byPath.keys()].filter((key) => raw.startsWith(key));
  const longest = keys.reduce((best, key) => (key.length > best.length ? key : best), '');
  return referenceMatch(byPath.get(longest) ?? elsewhere, probe);
}

describe('candidateLists', () => {
  test('chooses the same rule as the whole list', () => {
    fc.assert(
      fc.property(
        randomRoutes({ minLength: 1, maxLength: 40 }),
        fc.array(randomProbe, { minLength: 20, maxLength: 20 }),
        (routes, probes) => {
          fc.pre(routes.some(({ match: { path } }) => isPlain(path)));
          const lists = listsOf(routes);
          for (const probe of probes)
            expect(treeMatch(lists, probe)?.rule).toBe(referenceMatch(routes, probe)?.rule);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('lists wider prefixes and expressions under each path, in order', () => {
    const routes = [at('= /a/b'), at('~ /.*x'), at('/a', headers(['h', '1'])), at('/ab'), at('/')];
    const lists = listsOf(routes);
    const paths = [...lists.byPath].map(([path, list]) => [
      path,
      list.map((each) => each.match.path.value),
    ]);
    expect(paths).toEqual([
      ['/', ['/.*x', '/']],
      ['/a', ['/.*x', '/a', '/']],
      ['/a/b', ['/a/b', '/.*x', '/a', '/']],
      ['/ab', ['/.*x', '/ab', '/']],
    ]);
    expect(lists.elsewhere).toEqual([routes[1]]);
  });

  test('leaves out what comes after a wider rule that takes everything', () => {
    const lists = listsOf([at('/'), at('/a')]);
    expect(lists.byPath.get('/a')?.map((each) => each.match.path.value)).toEqual(['/']);
  });

  test('gives up where lists would grow too much', () => {
    const routes = Array.from({ length: 50 }, (_, index) => at(`~ /r${index}`));
    const nested = [...routes, ...Array.from({ length: 50 }, (_, index) => at(`/p${index}`))];
    expect(candidateLists(nested, nested.length * 4)).toBeNull();
    expect(candidateLists([at('/a'), at('/')], 8)).not.toBeNull();
    expect(candidateLists([at('~ /a'), at('~ /b')], 8)).toBeNull();
  });
});
