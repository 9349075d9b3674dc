import { expect, test } from 'vitest';
import { host, httpListener, httpSocket } from '../../../../test/support/ir.ts';
import type { HttpListener } from '../../../ir/index.ts';
import { planHosts } from './hosts.ts';

test.each<readonly [string, readonly HttpListener[], readonly string[]]>([
  [
    'no listener for every host',
    [httpListener('a', 'a.test', host(['*']))],
    ['default 404:', 'a.test'],
  ],
  ['a listener for every host', [httpListener('all', null, host(['*']))], ['default:']],
  [
    'routes for some hosts',
    [httpListener('all', null, host(['x.test']))],
    ['default 404:', 'x.test'],
  ],
  [
    'a listener without routes hides those of a wider one',
    [httpListener('w', '*.test', host(['*'])), httpListener('a', 'a.test')],
    ['default 404:', '*.test', '404:a.test'],
  ],
  [
    'a hostname of its own and others',
    [httpListener('w', '*.test', host(['a.test']), host(['*.test']))],
    ['default 404:', 'a.test', '*.test'],
  ],
  [
    'a host beside all others',
    [httpListener('all', null, host(['*', 'a.test']))],
    ['default:a.test'],
  ],
])('%s', (_, listeners, expected) => {
  const plans = planHosts(httpSocket(80, ...listeners));
  const described = plans.map(({ names, isDefault, host: routed }) => {
    const marks = [...(isDefault ? ['default'] : []), ...(routed === null ? ['404'] : [])].join(
      ' ',
    );
    return `${marks === '' ? '' : `${marks}:`}${names.join(' ')}`;
  });
  expect(described).toEqual(expected);
});
