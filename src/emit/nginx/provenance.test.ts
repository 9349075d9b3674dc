import { expect, test } from 'vitest';
import { origin, resource } from '../../../test/support/ir.ts';
import { createProvenance, settleProvenance } from './provenance.ts';

test('marks become lines of the source map and leave no trace', () => {
  const provenance = createProvenance();
  const first = origin(resource('HTTPRoute', 'first'));
  const second = origin(resource('HTTPRoute', 'second'));
  const text = `a\n# ${provenance.tie('one', first)}\nb\n# ${provenance.tie('two', second)}, ${provenance.tie('three', first)}\n`;
  const settled = settleProvenance(text, provenance, 'nginx.conf');
  expect(settled.text).toBe('a\n# one\nb\n# two, three\n');
  expect(settled.sourceMap()).toEqual([
    { path: 'nginx.conf', at: { kind: 'line', line: 2 }, origin: first },
    { path: 'nginx.conf', at: { kind: 'line', line: 4 }, origin: second },
    { path: 'nginx.conf', at: { kind: 'line', line: 4 }, origin: first },
  ]);
});

test('a hostile name cannot forge a mark or leave the comment', () => {
  const provenance = createProvenance();
  const tied = provenance.tie('x\u00010\u0001\ninclude /etc/passwd;', origin(resource('A', 'b')));
  expect(settleProvenance(tied, provenance, 'p').text).toBe('x?0??include /etc/passwd;');
});
