import { present, type Random } from './random.ts';
import { headerValues, origins, replacements } from './words.ts';

/** A filter of a rule or of one backend, as manifests write it. */
export type Filter = Readonly<Record<string, unknown>> & { readonly type: string };

/** Names of headers to set, to add to and to remove. */
type Names = readonly [string, string, string];

function changes(random: Random, names: Names): object {
  const header = (name: string) => [{ name, value: random.pick(headerValues) }];
  const wanted = random.some(['set', 'add', 'remove'], 1, 3);
  return {
    ...(wanted.includes('set') ? { set: header(names[0]) } : {}),
    ...(wanted.includes('add') ? { add: header(names[1]) } : {}),
    ...(wanted.includes('remove') ? { remove: [names[2]] } : {}),
  };
}

export function requestHeaders(random: Random): Filter {
  const names = random.pick<Names>([
    ['X-Set', 'X-Add', 'X-Gone'],
    ['X-Gone', 'x-h', 'X-I'],
    ['x-long', 'X-Gone', 'x-h'],
  ]);
  return { type: 'RequestHeaderModifier', requestHeaderModifier: changes(random, names) };
}

export function responseHeaders(random: Random): Filter {
  const names = random.pick<Names>([
    ['X-Res', 'X-More', 'X-Secret'],
    ['x-secret', 'X-Res', 'X-More'],
  ]);
  return { type: 'ResponseHeaderModifier', responseHeaderModifier: changes(random, names) };
}

function newPath(random: Random, prefix: boolean): object {
  const value = random.pick(replacements);
  return prefix && random.chance(60)
    ? { type: 'ReplacePrefixMatch', replacePrefixMatch: value }
    : { type: 'ReplaceFullPath', replaceFullPath: value };
}

/** @param prefix - the rule has one match, of a prefix, so that it can be replaced */
export function rewrite(random: Random, prefix: boolean): Filter {
  const urlRewrite = present({
    hostname: random.chance(40) ? 'new.test' : undefined,
    path: random.chance(70) ? newPath(random, prefix) : undefined,
  });
  const some = Object.keys(urlRewrite).length > 0 ? urlRewrite : { hostname: 'new.test' };
  return { type: 'URLRewrite', urlRewrite: some };
}

export function redirect(random: Random, prefix: boolean): Filter {
  const requestRedirect = present({
    scheme: random.chance(40) ? random.pick(['http', 'https']) : undefined,
    hostname: random.chance(40) ? 'moved.test' : undefined,
    port: random.chance(40) ? random.pick([80, 443, 8443]) : undefined,
    statusCode: random.chance(70) ? random.pick([301, 302, 303, 307, 308]) : undefined,
    path: random.chance(50) ? newPath(random, prefix) : undefined,
  });
  return { type: 'RequestRedirect', requestRedirect };
}

export function cors(random: Random): Filter {
  return {
    type: 'CORS',
    cors: present({
      allowOrigins: random.pick(origins),
      allowMethods: random.chance(60) ? random.pick([['*'], ['GET', 'PUT']]) : undefined,
      allowHeaders: random.chance(60) ? random.pick([['*'], ['x-a', 'x-b']]) : undefined,
      exposeHeaders: random.chance(50) ? random.pick([['*'], ['x-c']]) : undefined,
      allowCredentials: random.chance(40) ? random.chance(70) : undefined,
      maxAge: random.chance(40) ? random.pick([1, 60]) : undefined,
    }),
  };
}

/** The copies go to a backend that nobody else asks. */
export function mirror(random: Random, port: number): Filter {
  const backendRef = { name: 'copy', port };
  const share = random.pick([{}, { percent: 50 }, { fraction: { numerator: 1, denominator: 3 } }]);
  return { type: 'RequestMirror', requestMirror: { backendRef, ...share } };
}
