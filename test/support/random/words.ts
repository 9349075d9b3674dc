/** Few words, so that paths, values and hosts of rules and requests meet. */

export const paths = [
  ...['/', '/a', '/a/b', '/ab', '/b', '/A', '/a/b/c', '/a.b', '/a-b_c~d'],
  ...['/a%20b', '/a+b', '/caf%C3%A9', '/a;b', "/a'b", '/a:b@c', '/a,b=c'],
] as const;

/** Regular expressions for paths, and paths that they match. */
export const pathExpressions = [
  ['/a.*', '/a/x/y'],
  ['/[ab]/?', '/b/'],
  ['/a%20b', '/a%20b'],
  ['.*b', '/x/b'],
  ['(?i)/B', '/B'],
  ['/a b', '/a%20b'],
  ['/(a|b)+', '/abba'],
  ['/v[0-9]+/.*', '/v12/x'],
  ['/[^/]+/edit', '/x/edit'],
] as const;

export const methods = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD'] as const;

/** Names of headers that rules look at, and values of them. */
export const matchedHeaders = [
  ['X-H', ['1', '2', 'a, b', 'a b']],
  ['x-i', ['1', '2']],
  ['X-Long', ['value-1', 'Value-1', '"q"']],
] as const;

export const headerExpressions = [
  ['[0-9]', '7'],
  ['.+', 'anything'],
  ['1|2', '2'],
  ['(?i)value-[0-9]+', 'VALUE-12'],
] as const;

export const parameters = [
  ['q', ['1', 'x', 'a+b', 'a%20b']],
  ['Q', ['1']],
  ['z', ['1', '2']],
] as const;

export const parameterExpressions = [
  ['[0-9]', '5'],
  ['.*', ''],
  ['a.b', 'a+b'],
] as const;

export const headerValues = [
  'new',
  'a b',
  '100%',
  '$x',
  '"q"',
  '%20',
  'a\\b',
  "it's",
  '{}',
] as const;

export const replacements = [
  ...['/', '/new', '/new/', '/n w', '/n%20w', '/n+w', '/n/$1', '/%zz', '/new;x', '/n\\0'],
] as const;

export const origins = [
  ['*'],
  ['https://a.test'],
  ['https://*.a.test', 'http://b.test:81'],
] as const;
export const sentOrigins = [
  ...['https://a.test', 'https://x.a.test', 'http://b.test:81', 'http://a.test', 'null'],
  ...['https://x.a.test:8443', 'https://A.test'],
] as const;

export const grpcServices = ['shop.Cart', 'shop.Order', 'a.B'] as const;
export const grpcMethods = ['Add', 'Get', 'Ping'] as const;
