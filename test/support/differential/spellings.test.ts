import { describe, expect, test } from 'vitest';
import { parseRequest, type HttpRequest } from '../../../src/trace/request.ts';
import { areSameHost, areSameLocation, areSameTarget, wereToldAlike } from './spellings.ts';

function asked(target: string, host = 'a.test'): HttpRequest {
  const url = `http://a.test${target}`;
  const parsed = parseRequest({ method: 'GET', url, headers: [`Host: ${host}`], sni: null });
  if (parsed.kind === 'wrong' || parsed.request.kind !== 'request') throw new Error(url);
  return parsed.request;
}

describe('targets', () => {
  test.each([
    ['/a%2Bb', '/a+b', '/a%2Bb', true],
    ['/%61', '/%61', '/a', true],
    ['//a%2bb', '/a+b', '/a%2bb', true],
    ['/x//y?', '/x/y', '/x/y?', true],
    // Nothing of the request leads to these.
    ['/a', '/a', '/%61', false],
    ['/x/y?q', '/x/y', '/x/y?q', false],
    ['/a%2Bb', '/a+b', '/a+c', false],
    ['/a%20b?q=%61', '/a%20b?q=%61', '/a%20b?q=a', false],
    // Another path, however it is spelled.
    ['/a%2Fb', '/a%2Fb', '/a/b', false],
    ['/a%5Cb', '/a%5Cb', '/a\\b', false],
    ['/a%252Fb', '/a%252Fb', '/a%2Fb', false],
    ['/a//b', '/a//b', '/a/b', false],
  ])('of %s: %s and %s', (sent, ours, theirs, alike) => {
    expect(areSameTarget(asked(sent), ours, theirs)).toBe(alike);
    const says = (target: string) => `GET ${target} a.test`;
    expect(wereToldAlike(asked(sent), says(ours), says(theirs))).toBe(alike);
  });
});

test.each([
  ['a.test.', 'a.test.', 'a.test', true],
  ['a.test.:80', 'a.test.:80', 'a.test:80', true],
  ['a.test', 'a.test.', 'a.test', false],
  ['a.test.', 'a.test.', 'b.test', false],
  ['A.test', 'A.test', 'a.test', false],
])('hosts of %s: %s and %s', (sent, ours, theirs, alike) => {
  expect(areSameHost(asked('/', sent), ours, theirs)).toBe(alike);
});

describe('redirects', () => {
  test.each([
    ['/', 'A.test', 'http://a.test/', 'http://A.test/', true],
    ['/', 'a.test:80', 'http://a.test/', 'http://a.test:80/', true],
    ['/x//y', 'a.test', 'http://a.test/x//y', 'http://a.test/x/y', true],
    ['/x/./y', 'a.test', 'http://a.test/x/./y', 'http://a.test/x/y', true],
    ['/', 'a.test', 'http://a.test/', 'http://A.test/', false],
    ['/', 'a.test', 'http://a.test/', 'http://a.test:80/', false],
    ['/', 'a.test:80', 'http://a.test/', 'http://a.test:8080/', false],
    ['/', 'a.test:80', 'https://a.test/', 'https://a.test:80/', false],
    ['/x/y', 'a.test', 'http://a.test/x//y', 'http://a.test/x/y', false],
    ['/x//y', 'a.test', 'http://a.test/x//y', 'http://a.test/x/z', false],
    ['/x//y', 'a.test', 'http://a.test/x//y', 'https://a.test/x/y', false],
    ['/x//y', 'a.test', '/x//y', '/x/y', false],
  ])('of %s at %s: %s and %s', (target, host, ours, theirs, alike) => {
    expect(areSameLocation(asked(target, host), ours, theirs)).toBe(alike);
  });
});
