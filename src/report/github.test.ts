import { expect, test } from 'vitest';
import { findingWith, hostileReport, hostileTexts, reportOf } from '../../test/support/reports.ts';
import { renderGithub } from './github.ts';
import type { Finding } from './model.ts';

const render = (changes: Partial<Finding>) => renderGithub(reportOf([], [findingWith(changes)]));

test('a finding is one workflow command', () => {
  expect(render({})).toBe(
    '::error file=shop/routes.yaml,line=7,col=17,endLine=7,endColumn=21,title=validate/unknown-field::' +
      'unknown field "spec.hostNames". The object is left out. Did you mean hostnames?' +
      '%0AHTTPRoute shop/front spec.hostNames\n',
  );
});

test('a range of several lines has no columns, as the runner refuses them', () => {
  const location = { file: 'a.yaml', line: 2, column: 3, endLine: 5, endColumn: 1 };
  expect(render({ location })).toMatch(/^::error file=a\.yaml,line=2,endLine=5,title=/);
});

test('a finding about the input has no place', () => {
  const text = render({ location: null, resource: null, effect: null, suggestion: null });
  expect(text).toBe('::error title=validate/unknown-field::unknown field "spec.hostNames".\n');
});

test.each([
  ['approximated', 'warning'],
  ['warning', 'warning'],
  ['info', 'notice'],
] as const)('%s is a %s', (severity, command) => {
  expect(render({ severity }).startsWith(`::${command} `)).toBe(true);
});

test('properties and messages are escaped as the runner reads them', () => {
  const location = { file: 'a,b:c%\n.yaml', line: 1, column: 1, endLine: 1, endColumn: 1 };
  const text = render({ location, message: '100%, a:b\nc' });
  expect(text).toContain('file=a%2Cb%3Ac%25%0A.yaml,');
  expect(text).toContain('::100%25, a:b\\nc. The object');
});

test('hostile text starts no command and acts on no terminal', () => {
  const text = renderGithub(hostileReport());
  const lines = text.split('\n').slice(0, -1);
  expect(lines).toHaveLength(hostileTexts.length);
  for (const line of lines) expect(line).toMatch(/^::error file=[^,:]*,line=7,.*?::/);
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e\u2066\ufeff]/);
  expect(text).not.toMatch(/##\[|##vso/);
});

test('no findings give no text', () => {
  expect(renderGithub(reportOf([], []))).toBe('');
});
