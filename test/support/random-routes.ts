import fc from 'fast-check';
import { conduct as conductOf } from '../../src/emit/envoy/conduct.ts';
import type { Match, Route } from '../../src/ir/index.ts';
import { misfits } from '../../src/trace/conditions.ts';
import { headers, match, query, route, rule, testOptions } from './ir.ts';

const conduct = conductOf(testOptions);

/** What rules look at in a request; the path is normalised and has no query. */
export interface Probe {
  readonly path: string;
  readonly method: string;
  /** Names in lower case, one line each. */
  readonly headers: ReadonlyMap<string, string>;
  /** Undecoded, the first occurrence of each name. */
  readonly query: ReadonlyMap<string, string>;
}

/**
 * The rule that takes a request, by the reference matcher.
 *
 * @param routes - in order of precedence
 * @param probe - the request
 */
export function referenceMatch(routes: readonly Route[], probe: Probe): Route | undefined {
  const { method } = probe;
  const path = conduct.readPath(probe.path);
  if (path.kind === 'refused') return undefined;
  const fields = [...probe.headers].map(([name, value]) => ({ name, value }));
  const parameters = [...probe.query].map(([name, value]) => `${name}=${value}`).join('&');
  const request = { path, method, headers: fields, query: parameters };
  return routes.find(
    ({ match: by }) => misfits(by, request, { conduct, options: testOptions }).length === 0,
  );
}

// Few words, so that paths nest, repeat and begin alike.
const word = fc.constantFrom('a', 'ab', 'b', 'a-b', 'c.d', '~');
const path = fc
  .array(word, { maxLength: 4 })
  .map((words) => `/${words.join('/')}`)
  .chain((text) => fc.constantFrom(text, text, text === '/' ? text : `${text}/`));
const value = fc.constantFrom('1', '2');

const pathMatch = fc.oneof(
  { weight: 6, arbitrary: path.map((text) => (text === '/' ? text : text.replace(/\/$/, ''))) },
  { weight: 4, arbitrary: path.map((text) => `= ${text}`) },
  { weight: 1, arbitrary: word.map((text) => `~ /.*${text.replace('.', '\\.')}`) },
);

const conditions: fc.Arbitrary<Partial<Match>> = fc.oneof(
  { weight: 5, arbitrary: fc.constant({}) },
  { weight: 2, arbitrary: value.map((each) => headers(['x-h', each])) },
  { weight: 1, arbitrary: value.map((each) => query(['q', each])) },
  { weight: 1, arbitrary: fc.constant({ method: 'POST' }) },
);

/** Lists of routes in any order; each has a rule of its own, named by its position. */
export function randomRoutes(size: {
  readonly minLength: number;
  readonly maxLength: number;
}): fc.Arbitrary<readonly Route[]> {
  return fc.array(fc.tuple(pathMatch, conditions), size).map((entries) =>
    entries.map(([at, extra], index) =>
      route(rule(`r${index}`, { kind: 'respond', status: 200, reason: 'no-backends' }), {
        ...match(at, extra),
      }),
    ),
  );
}

const optional = (name: string): fc.Arbitrary<ReadonlyMap<string, string>> =>
  fc.option(value).map((each) => new Map(each === null ? [] : [[name, each]]));

/** Requests that such routes may take. */
export const randomProbe: fc.Arbitrary<Probe> = fc.record({
  path: fc.oneof(
    path,
    word.map((text) => `/${text}x`),
  ),
  method: fc.constantFrom('GET', 'POST'),
  headers: optional('x-h'),
  query: optional('q'),
});
