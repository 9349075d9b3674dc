import fc from 'fast-check';
import { expect, test } from 'vitest';
import { envoy } from '../../src/emit/envoy/index.ts';
import type { Action, Filter, Match, PathChange, Rule, ValueMatch } from '../../src/ir/index.ts';
import { checkCapabilities } from '../../src/target/check.ts';
import type { CheckedGateway } from '../../src/target/target.ts';
import { withEnvoy } from '../support/envoy-serving.ts';
import {
  backend,
  endpoints,
  forward,
  gateway,
  host,
  httpListener,
  httpSocket,
  match,
  origin,
  redirect,
  resource,
  route,
  rule,
  testOptions,
  to,
} from '../support/ir.ts';

const here = origin(resource('HTTPRoute', 'test'));
const a = backend('a', endpoints(9));

const strings = (...units: readonly string[]): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...units), minLength: 1, maxLength: 12 });

const mild = strings(...Array.from('abcXYZ019-._~'));
const special = strings(...Array.from('%()[]{}$^|+:;=&"\'<>~_*,@!aZ09'), '%41', '%C3%a9', '/');
const wild = strings(
  ...Array.from('/\\.?# a'),
  '\0',
  '\r\n',
  '\u007f',
  'é',
  '\ud800',
  '%2f',
  '%2e',
  '//',
);

/** What the CRDs let through and more: no field of a rule is trusted to be well-formed. */
const text = fc.oneof(
  { weight: 10, arbitrary: mild },
  { weight: 10, arbitrary: special },
  { weight: 1, arbitrary: wild },
);
const path = text.map((each) => `/${each}`);
// The IR has prefixes without their trailing slash.
const prefix = path.map((each) => (each === '/' ? each : each.replace(/\/+$/, '')));
const value: fc.Arbitrary<ValueMatch> = fc.record({
  kind: fc.constantFrom('exact', 'regex'),
  value: text,
});
const headers = fc.array(fc.record({ name: fc.oneof(mild, mild, mild, text), value: text }), {
  maxLength: 2,
});

const matches: fc.Arbitrary<Match> = fc
  .record({
    path: fc.oneof(
      prefix,
      path.map((each) => `= ${each}`),
      text.map((each) => `~ ${each}`),
    ),
    headers: fc.array(fc.record({ name: text.map((each) => each.toLowerCase()), value }), {
      maxLength: 1,
    }),
    query: fc.array(fc.record({ name: text, value }), { maxLength: 1 }),
  })
  .map(({ path: at, ...rest }) => match(at, rest));

const change: fc.Arbitrary<PathChange> = fc.oneof(
  fc.record({ kind: fc.constant('full'), value: fc.oneof(path, text) }),
  fc.record({
    kind: fc.constant('prefix'),
    matched: fc.oneof(prefix, fc.constant('')),
    replacement: prefix,
  }),
);
const filter: fc.Arbitrary<Filter> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('request-headers', 'response-headers'),
    changes: fc.record({ set: headers, add: headers, remove: fc.array(text, { maxLength: 1 }) }),
    origin: fc.constant(here),
  }),
  fc.record({
    kind: fc.constant('url-rewrite'),
    hostname: fc.constantFrom(null, 'h.example'),
    path: fc.option(change),
    origin: fc.constant(here),
  }),
);
const filters = fc.array(filter, { maxLength: 2 });
const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ path: fc.option(change) }).map((part) => redirect(part)),
  fc
    .tuple(filters, filters, fc.nat(3))
    .map(([one, other, weight]) =>
      forward(to(a, 1, one), to(a, 2, other), to('unresolved', weight)),
    ),
);

function checkedRules(seed: number): {
  readonly ir: (port: number) => CheckedGateway;
  readonly served: number;
} {
  const drawn = fc.sample(fc.tuple(matches, filters, action), { numRuns: 600, seed });
  const rules: readonly (readonly [Rule, Match])[] = drawn.map(([by, own, what], index) => [
    rule(`r${index}`, what, { filters: own }),
    by,
  ]);
  const ir = (port: number): CheckedGateway => {
    const unchecked = gateway({
      sockets: [
        httpSocket(
          port,
          httpListener('web', null, host(['*'], ...rules.map(([of, by]) => route(of, by)))),
        ),
      ],
      rules: rules.map(([of]) => of),
      backends: [a],
    });
    return checkCapabilities(unchecked, envoy, testOptions).value;
  };
  const served = ir(80).rules.filter((each) => each.action.kind !== 'respond').length;
  return { ir, served };
}

test.each([1, 2, 3, 4, 5, 6])(
  'whatever passes the capability check is accepted, seed %i',
  async (seed) => {
    const { ir, served } = checkedRules(seed);
    expect(served).toBeGreaterThan(100);
    await withEnvoy({ ir }, async (send) => {
      expect((await send('/none-of-them')).status).toBeLessThan(600);
    });
  },
);
