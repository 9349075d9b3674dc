import { describe, expect, test } from 'vitest';
import { origin, resource } from '../../../test/support/ir.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { resolveCors } from './cors.ts';
import { resolveHeaderChanges } from './header-changes.ts';
import { resolvePathChange, withoutTrailingSlash } from './path-change.ts';

const of = origin(resource('HTTPRoute', 'r'), 'spec');

describe('headers', () => {
  test('of entries that name the same header, only the first counts', () => {
    const found: Diagnostic[] = [];
    const changes = resolveHeaderChanges(
      {
        set: [
          { name: 'X-A', value: '1' },
          { name: 'x-a', value: '2' },
          { name: 'x-b', value: '3' },
        ],
        add: [
          { name: 'X-A', value: '4' },
          { name: 'X-A', value: '5' },
        ],
        remove: ['X-C', 'x-c', 'x-D'],
      },
      of,
      (each) => void found.push(each),
    );
    expect(changes).toEqual({
      set: [
        { name: 'X-A', value: '1' },
        { name: 'x-b', value: '3' },
      ],
      add: [{ name: 'X-A', value: '4' }],
      remove: ['x-c', 'x-d'],
    });
    const places = found.map(({ code, args, place }) => [
      code,
      args,
      place.kind === 'field' ? place.origin.path.join('.') : '',
    ]);
    expect(places).toEqual([
      ['resolve/repeated-name', { what: 'header', name: 'x-a' }, 'spec.set.1.name'],
      ['resolve/repeated-name', { what: 'header', name: 'X-A' }, 'spec.add.1.name'],
    ]);
  });

  test('what is left out changes nothing', () => {
    const changes = resolveHeaderChanges({}, of, () => expect.fail('nothing is wrong'));
    expect(changes).toEqual({ set: [], add: [], remove: [] });
  });
});

describe('CORS', () => {
  test('a list that is left out allows nothing', () => {
    expect(resolveCors({ maxAge: 5 })).toEqual({
      origins: [],
      credentials: false,
      methods: [],
      headers: [],
      exposed: [],
      maxAge: 5,
    });
  });

  test('an asterisk allows everything', () => {
    const any = ['a', '*'];
    expect(
      resolveCors({
        allowOrigins: ['https://a', '*'],
        allowCredentials: true,
        allowMethods: ['GET', '*'],
        allowHeaders: any,
        exposeHeaders: any,
        maxAge: 1,
      }),
    ).toEqual({
      origins: 'any',
      credentials: true,
      methods: 'any',
      headers: 'any',
      exposed: 'any',
      maxAge: 1,
    });
  });

  test.each([
    ['https://A.example', { kind: 'exact', scheme: 'https', host: 'a.example', port: null }],
    ['HTTPS://a:443', { kind: 'exact', scheme: 'https', host: 'a', port: null }],
    ['https://a:80', { kind: 'exact', scheme: 'https', host: 'a', port: 80 }],
    ['http://a:80', { kind: 'exact', scheme: 'http', host: 'a', port: null }],
    ['http://a:443', { kind: 'exact', scheme: 'http', host: 'a', port: 443 }],
    [
      'https://*.a.example:8443',
      {
        kind: 'wildcard',
        scheme: 'https',
        suffix: '.a.example',
        port: 8443,
      },
    ],
    ['http://*', { kind: 'wildcard', scheme: 'http', suffix: '', port: null }],
  ])('the origin %s', (text, expected) => {
    expect(resolveCors({ allowOrigins: [text], maxAge: 5 }).origins).toEqual([expected]);
  });

  test.each(['ftp://a', 'a', 'xhttps://a', 'https://a/b', 'https://a:b', 'https://a:123456', ''])(
    'no origin is %j',
    (text) => {
      expect(resolveCors({ allowOrigins: [text], maxAge: 5 }).origins).toEqual([]);
    },
  );
});

describe('paths', () => {
  test.each([
    ['/', ''],
    ['/a/', '/a'],
    ['/a', '/a'],
    ['', ''],
  ])('%j without a trailing slash is %j', (path, expected) => {
    expect(withoutTrailingSlash(path)).toBe(expected);
  });

  test('a replacement that is left out is the root', () => {
    expect(resolvePathChange({ type: 'ReplaceFullPath' }, null)).toEqual({
      kind: 'full',
      value: '/',
    });
    expect(resolvePathChange({ type: 'ReplacePrefixMatch' }, '/a/')).toEqual({
      kind: 'prefix',
      matched: '/a',
      replacement: '',
    });
  });

  test('a prefix is replaced only where one is matched', () => {
    const change = { type: 'ReplacePrefixMatch', replacePrefixMatch: '/b/' } as const;
    expect(resolvePathChange(change, '/')).toEqual({
      kind: 'prefix',
      matched: '',
      replacement: '/b',
    });
    expect(() => resolvePathChange(change, null)).toThrow(
      'a prefix is replaced where none is matched',
    );
  });
});
