import { gateway, route, to, type Case, type Suite } from './case.ts';

const host = 'match.test';
const ask = (
  name: string,
  path: string,
  backend: string | 404,
  more: Partial<Case['request']> = {},
): Case => ({
  name,
  request: { path, host, ...more },
  expect: backend === 404 ? { status: 404 } : { status: 200, backend, forwarded: { path } },
});

/** Every type of match, and the precedence between matches (HTTPRouteRule `matches`). */
export const matching: Suite = {
  name: 'matching',
  ports: ['http'],
  services: ['app/one', 'app/two', 'app/three', 'app/four'],
  manifests: ({ http }) =>
    gateway(`{name: http, protocol: HTTP, port: ${http}}`) +
    route(
      'paths',
      `hostnames: [match.test]
  rules:
    - {matches: [{path: {type: PathPrefix, value: /pre}}], ${to('one')}}
    - {matches: [{path: {type: PathPrefix, value: /pre/longer/}}], ${to('two')}}
    - {matches: [{path: {type: Exact, value: /pre/exact}}], ${to('three')}}
    - {matches: [{path: {type: RegularExpression, value: "/re/[0-9]+(/x)?"}}], ${to('four')}}
    - {matches: [{path: {type: Exact, value: "/sp%20ace"}}], ${to('two')}}
    - {matches: [{path: {type: PathPrefix, value: "/odd;a=1,(b)$c'"}}], ${to('three')}}
`,
    ) +
    route(
      'conditions',
      `hostnames: [match.test]
  rules:
    - {matches: [{path: {value: /c}}], ${to('one')}}
    - {matches: [{path: {value: /c}, method: POST}], ${to('two')}}
    - {matches: [{path: {value: /c}, headers: [{name: X-Env, value: beta}]}], ${to('three')}}
    - {matches: [{path: {value: /c}, queryParams: [{name: v, value: "1"}]}], ${to('four')}}
    - {matches: [{path: {value: /c}, headers: [{name: x-env, value: beta}, {name: x-more, value: "1"}]}], ${to('four')}}
    - {matches: [{path: {value: /only}, headers: [{name: x-a, value: "1"}]}], ${to('one')}}
    - {matches: [{path: {value: /re-h}, headers: [{name: x-re, type: RegularExpression, value: "a+[b-d]"}]}], ${to('two')}}
    - {matches: [{path: {value: /re-q}, queryParams: [{name: q, type: RegularExpression, value: "[0-9]{2,3}"}]}], ${to('three')}}
    - {matches: [{path: {value: /any-of}, method: PUT}, {path: {value: /any-of}, queryParams: [{name: a.b-c, value: "x y"}]}], ${to('four')}}
    - {matches: [{path: {value: /case}, headers: [{name: x-case, value: Abc}]}], ${to('one')}}
    - {matches: [{path: {value: /case}, headers: [{name: x-case, value: aBC}]}], ${to('two')}}
    - {matches: [{path: {value: /cert}}], ${to('one')}}
    - {matches: [{path: {value: /cert}, headers: [{name: X-Forwarded-Client-Cert, value: Subject=x}]}], ${to('two')}}
    - {matches: [{path: {value: /cert}, headers: [{name: x-forwarded-client-cert, type: RegularExpression, value: ".*"}]}], ${to('two')}}
    - {matches: [{path: {value: /hostile}, headers: [{name: x-h, value: '$host;{}#"\\%00'}]}], ${to('three')}}
`,
    ),
  cases: [
    ask('what a client says of its certificate chooses no rule', '/cert', 'one', {
      headers: [['X-Forwarded-Client-Cert', 'Subject=x']],
    }),
    ask('a prefix itself', '/pre', 'one'),
    ask('a prefix and a slash', '/pre/', 'one'),
    ask('an element below a prefix', '/pre/x/y', 'one'),
    ask('a prefix and a query', '/pre?x=1', 'one'),
    ask('no part of an element', '/prefix', 404),
    ask('case matters in paths', '/PRE', 404),
    ask('the longer prefix, written with a slash', '/pre/longer', 'two'),
    ask('below the longer prefix', '/pre/longer/x', 'two'),
    ask('exact before prefix', '/pre/exact', 'three'),
    ask('exact and no slash more', '/pre/exact/', 'one'),
    ask('a regular expression', '/re/12', 'four'),
    ask('a regular expression to its end', '/re/12/x', 'four'),
    ask('no part of a regular expression', '/re/12a', 404),
    ask('nothing before a regular expression', '/x/re/12', 404),
    ask('an encoded blank', '/sp%20ace', 'two'),
    ask('characters with a meaning elsewhere', "/odd;a=1,(b)$c'/x", 'three'),
    ask('the path alone', '/c', 'one'),
    ask('a method before headers', '/c', 'two', { method: 'POST', headers: [['x-env', 'beta']] }),
    ask('a header, whatever the case of its name', '/c', 'three', { headers: [['X-ENV', 'beta']] }),
    ask('another value of a header', '/c', 'one', { headers: [['x-env', 'Beta']] }),
    ask('more headers before fewer', '/c', 'four', {
      headers: [
        ['x-env', 'beta'],
        ['x-more', '1'],
      ],
    }),
    ask('a header before a query parameter', '/c?v=1', 'three', { headers: [['x-env', 'beta']] }),
    ask('a query parameter', '/c?v=1', 'four'),
    ask('a query parameter among others', '/c?a=2&v=1&z', 'four'),
    ask('another value of a query parameter', '/c?v=12', 'one'),
    ask('case matters in names of query parameters', '/c?V=1', 'one'),
    ask('the first of two values counts', '/c?v=2&v=1', 'one'),
    ask('a condition that does not hold, with nothing behind it', '/only', 404),
    ask('a condition that holds', '/only', 'one', { headers: [['x-a', '1']] }),
    ask('a regular expression on a header', '/re-h', 'two', { headers: [['x-re', 'aab']] }),
    ask('all of a header has to match', '/re-h', 404, { headers: [['x-re', 'aabx']] }),
    ask('a regular expression on a query parameter', '/re-q?q=123', 'three'),
    ask('all of a query parameter has to match', '/re-q?q=1234', 404),
    ask('the first of several matches', '/any-of', 'four', { method: 'PUT' }),
    ask('none of several matches', '/any-of', 404),
    ask('values that differ in case only, one', '/case', 'one', { headers: [['x-case', 'Abc']] }),
    ask('values that differ in case only, two', '/case', 'two', { headers: [['x-case', 'aBC']] }),
    ask('a value made of syntax', '/hostile', 'three', { headers: [['x-h', '$host;{}#"\\%00']] }),
    ask('a value like one made of syntax', '/hostile', 404, {
      headers: [['x-h', `${host};{}#"\\%00`]],
    }),
    { ...ask('another host', '/pre', 404), request: { path: '/pre', host: 'other.test' } },
  ],
};
