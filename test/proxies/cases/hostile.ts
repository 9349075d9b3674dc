import { gateway, route, to, type Case, type Suite } from './case.ts';

const host = 'hostile.test';

/** Values that mean something to a configuration file, a format string or an expression. */
const values: readonly string[] = [
  '$host',
  '${host}',
  '$1$args',
  'trailing$',
  '%REQ(:path)%',
  '%%',
  '100%',
  '"quoted"',
  "'quoted'",
  '\\',
  'back\\nslash',
  ';}server{',
  '{}#comment',
  '~^.*$',
  'default',
  'hostnames',
  'include /etc/passwd',
  '!important',
  '*',
  '\\Q.\\E',
  '(?i)x',
  '@named',
  '|',
  '<%= 1 %>',
  '{{ 1 }}{% x %}',
];
const field = (value: string) => JSON.stringify(value);
const tokens = "x!#$%&'*+-.^`|~y";

const index = (position: number) => String(position).padStart(2, '0');

/** Strings that look like syntax stay strings, wherever they stand. */
export const hostile: Suite = {
  name: 'hostile strings',
  ports: ['http'],
  services: ['app/one', 'app/two'],
  manifests: ({ http }) =>
    gateway(`{name: http, protocol: HTTP, port: ${http}}`) +
    values
      .map((value, i) =>
        route(
          `value-${index(i)}`,
          `hostnames: [v${index(i)}.${host}]
  rules:
    - matches: [{path: {value: /h}, headers: [{name: x-v, value: ${field(value)}}]}]
      ${to('one')}
    - matches: [{path: {value: /set}}]
      filters:
        - {type: RequestHeaderModifier, requestHeaderModifier: {set: [{name: x-set, value: ${field(value)}}], add: [{name: x-add, value: ${field(value)}}]}}
        - {type: ResponseHeaderModifier, responseHeaderModifier: {set: [{name: x-set, value: ${field(value)}}], add: [{name: x-add, value: ${field(value)}}]}}
      ${to('one')}
    - ${to('two')}
`,
        ),
      )
      .join('') +
    route(
      'names',
      `hostnames: [${host}]
  rules:
    - matches: [{path: {value: /name}}]
      filters:
        - {type: RequestHeaderModifier, requestHeaderModifier: {set: [{name: ${field(tokens)}, value: set}]}}
        - {type: ResponseHeaderModifier, responseHeaderModifier: {set: [{name: ${field(tokens)}, value: set}]}}
      ${to('one')}
    - matches: [{path: {value: /q}, queryParams: [{name: "a.b|c$d", value: 'x$y;{}"'}]}]
      ${to('two')}
    - matches: [{path: {value: "/$uri;a='b'(c)*@!&+"}}]
      filters: [{type: URLRewrite, urlRewrite: {path: {type: ReplacePrefixMatch, replacePrefixMatch: "/$1$host(x)'*;"}}}]
      ${to('two')}
    - matches: [{path: {value: /full}}]
      filters: [{type: URLRewrite, urlRewrite: {path: {type: ReplaceFullPath, replaceFullPath: "/$args%REQ(a)%{b}\\"c"}}}]
      ${to('two')}
    - matches: [{path: {value: /moved}}]
      filters: [{type: RequestRedirect, requestRedirect: {path: {type: ReplaceFullPath, replaceFullPath: "/$args;'(x)%25"}}}]
    - ${to('one')}
`,
    ),
  cases: [
    ...values.flatMap((value, i): readonly Case[] => {
      const own = `v${index(i)}.${host}`;
      const both = { 'x-set': value, 'x-add': value };
      return [
        {
          name: `matched: ${value}`,
          request: { path: '/h', host: own, headers: [['x-v', value]] },
          expect: { status: 200, backend: 'one' },
        },
        {
          name: `not matched: ${value}`,
          request: { path: '/h', host: own, headers: [['x-v', `${value}x`]] },
          expect: { status: 200, backend: 'two' },
        },
        {
          name: `set and added: ${value}`,
          request: { path: '/set', host: own },
          expect: { status: 200, headers: both, forwarded: { headers: both } },
        },
      ];
    }),
    {
      name: 'a header name of every character that one may have',
      request: { path: '/name', host },
      expect: {
        status: 200,
        headers: { [tokens]: 'set' },
        forwarded: { headers: { [tokens]: 'set' } },
      },
    },
    {
      name: 'a query parameter made of syntax',
      request: { path: '/q?a.b|c$d=x$y;{}"', host },
      expect: { status: 200, backend: 'two' },
    },
    {
      name: 'a query parameter like one made of syntax',
      request: { path: '/q?aXb|c$d=x$y;{}"', host },
      expect: { status: 200, backend: 'one' },
    },
    {
      name: 'a prefix and its replacement made of syntax',
      request: { path: "/$uri;a='b'(c)*@!&+/z?$x", host },
      expect: { status: 200, backend: 'two', forwarded: { path: "/$1$host(x)'*;/z?$x" } },
    },
    {
      name: 'a whole path made of syntax',
      request: { path: '/full', host },
      expect: {
        status: 200,
        backend: 'two',
        forwarded: { path: '/$args%25REQ(a)%25%7Bb%7D%22c' },
      },
    },
    {
      name: 'a Location made of syntax',
      request: { path: '/moved?a', host },
      expect: { status: 302, headers: { location: `http://${host}:$port/$args;'(x)%25?a` } },
    },
  ],
};
