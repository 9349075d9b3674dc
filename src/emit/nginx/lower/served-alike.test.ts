import { expect, test } from 'vitest';
import {
  forward,
  host,
  httpListener,
  httpSocket,
  httpsListener,
  match,
  redirect,
  route,
  rule,
  tlsSocket,
} from '../../../../test/support/ir.ts';
import type { Rule, VirtualHost } from '../../../ir/index.ts';
import { planHosts } from './hosts.ts';
import { servedAlike, type ServedHost } from './served-alike.ts';

const sent = rule('sent', forward());
const moved = rule('moved', redirect({}));
const secured = rule('secured', redirect({ scheme: 'https', port: { kind: 'scheme' } }));
const rules = new Map([sent, moved, secured].map((each) => [each.id, each]));

function http(content: VirtualHost): ServedHost {
  const [, plan] = planHosts(httpSocket(80, httpListener('http', null, content)));
  if (plan === undefined) throw new Error('no host');
  return { plan, place: { scheme: 'http', port: 80 } };
}

function https(content: VirtualHost): ServedHost {
  const [, plan] = planHosts(tlsSocket(443, httpsListener('https', null, [], content)));
  if (plan === undefined) throw new Error('no host');
  return { plan, place: { scheme: 'https', port: 443 } };
}

function hostOf(...of: readonly Rule[]): VirtualHost {
  return host(['a.test'], ...of.map((each) => route(each, match('/'))));
}

test('the same routes are served alike, whatever the port', () => {
  expect(servedAlike(http(hostOf(sent)), https(hostOf(sent)), rules)).toBe(true);
});

test('a redirect may depend on the port', () => {
  expect(servedAlike(http(hostOf(moved)), https(hostOf(moved)), rules)).toBe(false);
  expect(servedAlike(http(hostOf(secured)), https(hostOf(secured)), rules)).toBe(true);
});

test('other routes are not served alike', () => {
  expect(servedAlike(http(hostOf(sent)), https(hostOf(secured)), rules)).toBe(false);
  expect(servedAlike(http(hostOf(sent)), https(hostOf(sent, secured)), rules)).toBe(false);
});

test('nothing is said where a listener has filters', () => {
  const { plan, place } = https(hostOf(sent));
  if (plan.listener === null) throw new Error('no listener');
  const filtered = {
    plan: { ...plan, listener: { ...plan.listener, filters: 'invalid' } },
    place,
  } as const;
  expect(servedAlike(http(hostOf(sent)), filtered, rules)).toBe(false);
});
