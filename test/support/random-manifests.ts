import fc from 'fast-check';
import type { Field } from './http/http1-response.ts';

/** Random HTTPRoutes and requests that they may take. Few words, so that paths, values and hosts meet. */

export const services = ['one', 'two', 'three'] as const;

/** One group of hosts with routes of its own, as objects of manifests. */
export interface RandomGroup {
  readonly routes: readonly object[];
  readonly requests: readonly RandomRequest[];
}

export interface RandomRequest {
  readonly method: string;
  /** Path and query as sent. */
  readonly target: string;
  readonly host: string;
  readonly headers: readonly Field[];
}

const paths = [
  '/',
  '/a',
  '/a/b',
  '/ab',
  '/b',
  '/A',
  '/a%20b',
  '/a+b',
  '/caf%C3%A9',
  '/a;b',
  "/a'b",
];
const expressions = ['/a.*', '/[ab]/?', '/a%20b', '.*b', '(?i)/B', '/a b', '/(a|b)+'];

const sentPaths = [
  ...paths,
  ...[
    '/a/',
    '/a/b/c',
    '/a//b',
    '//a',
    '/a/./b',
    '/a/../b',
    '/x/..',
    '/a/b/..',
    '/a/.',
    '/%61',
    '/%61/b',
  ],
  ...[
    '/a%2Fb',
    '/a%2fb',
    '/a%5Cb',
    '/a%2Bb',
    '/a%2bb',
    '/caf%c3%a9',
    '/a%3Bb',
    '/a/..;/b',
    '/a/%2e%2e/b',
  ],
  ...[
    '/%2e%2e/a',
    '/../a',
    '/a%00',
    '/a%7f',
    '/a%zz',
    '/a%',
    '/a%20b/c',
    '/a%20b/c%20d',
    '/a"b',
    '/a|b',
  ],
  ...[
    '/a%7Cb',
    '/a[b]',
    '/a{b}',
    '/a%25b',
    '/a//../b',
    '/a/b//',
    '/b%20',
    '/a\\b',
    '/a/...',
    '/a$b',
    '/~a',
  ],
];
const queries = [
  '',
  '',
  '',
  '?',
  '?q=1',
  '?q=x&q=1',
  '?q',
  '?z=1&q=x',
  '?q=%31',
  '?Q=1',
  '?a=/../b',
];

const maybe = <T>(arbitrary: fc.Arbitrary<T>, freq = 2): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined, freq });

const exactOrRegex = (name: string, values: readonly string[], patterns: readonly string[]) =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...values).map((value) => ({ name, value })) },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom(...patterns)
        .map((value) => ({ name, type: 'RegularExpression', value })),
    },
  );

const path = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.constantFrom(...paths, '/a/').map((value) => ({ type: 'PathPrefix', value })),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom(...paths, '/a/').map((value) => ({ type: 'Exact', value })),
  },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom(...expressions)
      .map((value) => ({ type: 'RegularExpression', value })),
  },
);

const match = fc.record({
  path,
  method: maybe(fc.constantFrom('GET', 'POST', 'OPTIONS'), 4),
  headers: maybe(
    fc.uniqueArray(
      fc.oneof(
        exactOrRegex('X-H', ['1', '2', 'a, b', ''].filter(Boolean), ['[0-9]', '.+']),
        exactOrRegex('x-i', ['1', '2'], ['1|2']),
      ),
      { minLength: 1, maxLength: 2, selector: ({ name }) => name.toLowerCase() },
    ),
    3,
  ),
  queryParams: maybe(
    exactOrRegex('q', ['1', 'x'], ['.*', '[0-9]']).map((each) => [each]),
    4,
  ),
});

const header = (name: string) =>
  fc.constantFrom('new', 'a b', '100%', '$x', '"q"').map((value) => ({ name, value }));

const changes = (names: readonly [string, string, string]) =>
  fc
    .record(
      {
        set: header(names[0]).map((each) => [each]),
        add: header(names[1]).map((each) => [each]),
        remove: fc.constant([names[2]]),
      },
      { requiredKeys: [] },
    )
    .filter((each) => Object.keys(each).length > 0);

const requestHeaders = fc
  .oneof(changes(['X-Set', 'X-Add', 'X-Gone']), changes(['X-Gone', 'x-h', 'X-I']))
  .map((requestHeaderModifier) => ({ type: 'RequestHeaderModifier', requestHeaderModifier }));
const responseHeaders = changes(['X-Res', 'X-More', 'X-Secret']).map((responseHeaderModifier) => ({
  type: 'ResponseHeaderModifier',
  responseHeaderModifier,
}));

const replacements = ['/', '/new', '/new/', '/n w', '/n%20w', '/n+w', '/n/$1'];
const newPath = (prefix: boolean) =>
  fc.oneof(
    fc
      .constantFrom(...replacements)
      .map((replaceFullPath) => ({ type: 'ReplaceFullPath', replaceFullPath })),
    ...(prefix
      ? [
          fc
            .constantFrom(...replacements)
            .map((replacePrefixMatch) => ({ type: 'ReplacePrefixMatch', replacePrefixMatch })),
        ]
      : []),
  );
const rewrite = (prefix: boolean) =>
  fc
    .record({ hostname: fc.constant('new.test'), path: newPath(prefix) }, { requiredKeys: [] })
    .map((urlRewrite) => ({ type: 'URLRewrite', urlRewrite }));
const redirect = (prefix: boolean) =>
  fc
    .record(
      {
        scheme: fc.constantFrom('http', 'https'),
        hostname: fc.constant('moved.test'),
        port: fc.constantFrom(80, 443, 8443),
        statusCode: fc.constantFrom(301, 302, 303, 307, 308),
        path: newPath(prefix),
      },
      { requiredKeys: [] },
    )
    .map((requestRedirect) => ({ type: 'RequestRedirect', requestRedirect }));
const cors = fc
  .record(
    {
      allowOrigins: fc.constantFrom(
        ['*'],
        ['https://a.test'],
        ['https://*.a.test', 'http://b.test:81'],
      ),
      allowMethods: fc.constantFrom(['*'], ['GET', 'PUT']),
      allowHeaders: fc.constantFrom(['*'], ['x-a', 'x-b']),
      exposeHeaders: fc.constantFrom(['*'], ['x-c']),
      allowCredentials: fc.boolean(),
      maxAge: fc.constantFrom(1, 60),
    },
    { requiredKeys: ['allowOrigins'] },
  )
  .map((each) => ({ type: 'CORS', cors: each }));

const backend = (prefix: boolean) =>
  fc.record({
    name: fc.constantFrom(...services, ...services, 'missing'),
    port: fc.constant(8080),
    weight: fc.constantFrom(0, 1, 1, 3),
    filters: maybe(
      fc.oneof(requestHeaders, responseHeaders, rewrite(prefix)).map((each) => [each]),
      4,
    ),
  });

const rule = fc.array(match, { minLength: 1, maxLength: 2 }).chain((matches) => {
  const prefix = matches.length === 1 && matches[0]?.path.type === 'PathPrefix';
  const extras = fc.record({
    headers: maybe(requestHeaders),
    answers: maybe(responseHeaders),
    cors: maybe(cors, 4),
  });
  const forwards = fc.record({
    rewrite: maybe(rewrite(prefix)),
    backendRefs: fc.array(backend(prefix), { minLength: 0, maxLength: 3 }),
  });
  return fc
    .tuple(
      extras,
      fc.oneof({ weight: 3, arbitrary: forwards }, { weight: 1, arbitrary: redirect(prefix) }),
    )
    .map(([{ headers, answers, cors: origins }, action]) => {
      const own = 'backendRefs' in action ? [action.rewrite] : [action];
      const filters = [headers, answers, origins, ...own].filter((each) => each !== undefined);
      return {
        matches,
        ...(filters.length === 0 ? {} : { filters }),
        ...('backendRefs' in action
          ? {
              // Envoy says nothing of CORS where an invalid reference is drawn (SUPPORT.md).
              backendRefs: action.backendRefs.filter(
                (each) => origins === undefined || each.name !== 'missing',
              ),
            }
          : {}),
      };
    });
});

const fields: fc.Arbitrary<readonly Field[]> = fc
  .record({
    h: maybe(fc.constantFrom(['1'], ['2'], ['a, b'], ['a', 'b'], ['1', '2'], ['']), 1),
    i: maybe(fc.constantFrom(['1'], ['2'])),
    gone: maybe(fc.constantFrom(['old'])),
    add: maybe(fc.constantFrom(['old'], ['old', 'older'])),
    under: maybe(fc.constantFrom(['1']), 4),
    backend: maybe(fc.constantFrom(['X-Res:old'], ['X-Secret:old'], ['X-More:old'])),
    origin: maybe(
      fc.constantFrom(['https://a.test'], ['https://x.a.test'], ['http://b.test:81']),
      3,
    ),
    asked: maybe(fc.constantFrom(['PUT']), 3),
  })
  .map(({ h, i, gone, add, under, backend: orders, origin, asked }) => {
    const list = (name: string, values: readonly string[] | undefined): readonly Field[] =>
      (values ?? []).map((value) => [name, value]);
    return [
      ...list('X-H', h),
      ...list('x-i', i),
      ...list('X-Gone', gone),
      ...list('x-add', add),
      ...list('x_i', under),
      ...list('gw-header', orders),
      ...list('Origin', origin),
      ...list('Access-Control-Request-Method', asked),
    ];
  });

/** Routes for `NAME.test` and what is below it, on a Gateway `app/web`, with requests. */
export function randomGroup(name: string, requests: number): fc.Arbitrary<RandomGroup> {
  const hosts = [`${name}.test`, `*.${name}.test`, `a.${name}.test`, `*.a.${name}.test`];
  const asked = [
    ...[`${name}.test`, `a.${name}.test`, `b.${name}.test`, `x.a.${name}.test`, `A.${name}.Test`],
    ...[`a.${name}.test:1234`, `a.${name}.test.`, `zzz.test`],
  ];
  const route = fc.tuple(
    fc.uniqueArray(fc.constantFrom(...hosts), { minLength: 1, maxLength: 2 }),
    fc.array(rule, { minLength: 1, maxLength: 4 }),
    maybe(fc.constantFrom('2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z')),
  );
  const request = fc.record({
    method: fc.constantFrom('GET', 'GET', 'GET', 'POST', 'OPTIONS', 'DELETE'),
    target: fc
      .tuple(
        fc.oneof(fc.constantFrom(...paths), fc.constantFrom(...sentPaths)),
        fc.constantFrom(...queries),
      )
      .map((parts) => parts.join('')),
    host: fc.constantFrom(...asked),
    headers: fields,
  });
  return fc.record({
    routes: fc.array(route, { minLength: 1, maxLength: 3 }).map((list) =>
      list.map(([hostnames, rules, creationTimestamp], index) => ({
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind: 'HTTPRoute',
        metadata: { name: `${name}-${'cab'.charAt(index)}`, namespace: 'app', creationTimestamp },
        spec: { parentRefs: [{ name: 'web' }], hostnames, rules },
      })),
    ),
    requests: fc.array(request, { minLength: requests, maxLength: requests }),
  });
}
