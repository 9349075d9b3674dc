import { describe, expect, test } from 'vitest';
import { origin, resource } from '../../test/support/ir.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { findConflict, makePortClaims, type ListenerEntry } from './listener-conflicts.ts';

/** `PROTOCOL port hostname`. */
function listener(text: string): ListenerEntry {
  const [protocol = '', port = '', hostname] = text.split(' ');
  const allowedRoutes = { namespaces: { from: 'Same' } } as const;
  const spec = { name: text, protocol, port: Number(port), allowedRoutes };
  return {
    spec: hostname === undefined ? spec : { ...spec, hostname },
    origin: origin(resource('Gateway', 'g'), 'spec', 'listeners', 0),
  };
}

function lineOf(finding: Diagnostic | null): string | null {
  if (finding === null) return null;
  const { code, args, place, related } = finding;
  const field = place.kind === 'field' ? String(place.origin.path.at(-1)) : '';
  return [code, field, ...Object.values(args), ...related.map(({ note }) => note)].join(' ');
}

describe('listeners of one object', () => {
  test.each([
    ['HTTP 80', 'HTTP 80 a.example', null],
    ['HTTP 80', 'HTTP 81', null],
    ['HTTP 80', 'HTTPS 80', 'resolve/protocol-conflict port 80 HTTPS listener HTTPS 80'],
    ['HTTP 80', 'TCP 80', 'resolve/protocol-conflict port 80 TCP listener TCP 80'],
    ['TLS 443', 'TCP 443', 'resolve/protocol-conflict port 443 TCP listener TCP 443'],
    ['UDP 53', 'TCP 53', null],
    ['UDP 53', 'HTTP 53', null],
    ['HTTPS 443 a', 'TLS 443 b', null],
    [
      'HTTPS 443 A',
      'TLS 443 a',
      'resolve/listener-hostname-conflict hostname 443 a listener TLS 443 a',
    ],
    ['HTTPS 443', 'TLS 443', 'resolve/listener-hostname-conflict hostname 443  listener TLS 443'],
    // That two of one protocol differ is a rule of the CRD.
    ['HTTPS 443 a', 'HTTPS 443 a', null],
  ])('%s beside %s: %s', (first, second, expected) => {
    const entries = [listener('HTTP 8080'), listener(first), listener(second)];
    expect(lineOf(findConflict(entries[1]!, entries))).toBe(expected);
  });
});

describe('listeners of a Gateway and its ListenerSets', () => {
  test.each([
    ['HTTP 80 a', 'HTTP 80 b', null],
    ['HTTP 80 a', 'HTTP 81 a', null],
    [
      'HTTP 80 a',
      'HTTP 80 A',
      'resolve/listener-hostname-conflict hostname 80 a listener HTTP 80 a',
    ],
    ['HTTP 80 a', 'HTTPS 80 b', 'resolve/protocol-conflict port 80 HTTP listener HTTP 80 a'],
    [
      'TLS 443 a',
      'HTTPS 443 a',
      'resolve/listener-hostname-conflict hostname 443 a listener TLS 443 a',
    ],
    ['TLS 443 a', 'HTTPS 443 b', null],
    ['TCP 80', 'TCP 80', 'resolve/listener-conflict port 80 TCP listener TCP 80'],
    ['UDP 80', 'UDP 80', 'resolve/listener-conflict port 80 UDP listener UDP 80'],
    ['TCP 80', 'UDP 80', null],
    ['HTTP 80', 'UDP 80', null],
    ['TCP 80', 'HTTP 80', 'resolve/protocol-conflict port 80 TCP listener TCP 80'],
  ])('%s before %s: %s', (first, second, expected) => {
    const claims = makePortClaims();
    claims.add(listener('HTTP 8080'));
    claims.add(listener(first));
    expect(lineOf(claims.conflictOf(listener(second)))).toBe(expected);
  });

  test('the first that has a place keeps it', () => {
    const claims = makePortClaims();
    for (const text of ['HTTP 80 a', 'HTTP 80 b', 'HTTP 80 A']) claims.add(listener(text));
    const found = lineOf(claims.conflictOf(listener('HTTP 80 a')));
    expect(found).toBe('resolve/listener-hostname-conflict hostname 80 a listener HTTP 80 a');
  });
});
