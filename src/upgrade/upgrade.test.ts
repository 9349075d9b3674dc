import { describe, expect, test } from 'vitest';
import { loadSchemas } from '../assets/schemas.ts';
import { catalogEntry } from '../diagnostics/catalog.ts';
import { releases, type Release } from '../model/release.ts';
import { parseFiles } from '../parse/index.ts';
import { formatFieldPath } from '../source/field-path.ts';
import type { Structure } from '../validate/schema-set.ts';
import { reviewUpgrade } from './index.ts';
import { renames } from '../model/renames.ts';

const schemas = loadSchemas();

function review(text: string, from: Release, to: Release = '1.7'): readonly string[] {
  const { documents } = parseFiles([{ name: 'a.yaml', text }]).value;
  const { diagnostics } = reviewUpgrade(documents, schemas, {
    from: { channel: 'experimental', release: from },
    to: { channel: 'experimental', release: to },
  });
  return diagnostics.map(({ code, args, place }) => {
    const path = place.kind === 'field' ? formatFieldPath(place.origin.path) : '';
    return `${code} ${path}: ${catalogEntry(code).message(args)}`;
  });
}

const object = (apiVersion: string, kind: string, spec: string) =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: a}\nspec: ${spec}\n`;
const group = 'gateway.networking.k8s.io';

describe('an upgrade', () => {
  test('that changes nothing', () => {
    const route = object(
      `${group}/v1`,
      'HTTPRoute',
      '{rules: [{backendRefs: [{name: s, port: 80}]}]}',
    );
    expect(review(route, '1.0')).toEqual([]);
  });

  test('renames a kind', () => {
    const set = object(
      'gateway.networking.x-k8s.io/v1alpha1',
      'XListenerSet',
      '{parentRef: {name: g}, listeners: [{name: a, port: 80, protocol: HTTP}]}',
    );
    expect(review(set, '1.4')).toEqual([
      'upgrade/renamed kind: Gateway API 1.7 has no XListenerSet; write ListenerSet (gateway.networking.k8s.io/v1)',
    ]);
  });

  test('no longer serves a version, and renames its fields', () => {
    const policy = object(
      `${group}/v1alpha2`,
      'BackendTLSPolicy',
      '{targetRef: {group: "", kind: Service, name: s}, tls: {hostname: s.example.com, wellKnownCACerts: System}}',
    );
    const found = review(policy, '1.0');
    expect(found).toContain(
      'upgrade/renamed apiVersion: Gateway API 1.7 has no version v1alpha2; write v1 or v1alpha3',
    );
    expect(found).toContain(
      'upgrade/renamed spec.targetRef: Gateway API 1.7 has no spec.targetRef; write an item of spec.targetRefs, without namespace',
    );
    expect(found.join('\n')).toContain('write spec.validation');
  });

  test('renames one field and removes another', () => {
    const route = object(
      `${group}/v1`,
      'HTTPRoute',
      '{rules: [{sessionPersistence: {sessionName: a, idleTimeout: 1h}}]}',
    );
    expect(review(route, '1.5')).toEqual([
      'upgrade/renamed spec.rules[0].sessionPersistence.sessionName: Gateway API 1.7 has no spec.rules[0].sessionPersistence.sessionName; write cookie.name or header.name beside it',
      'upgrade/removed spec.rules[0].sessionPersistence.idleTimeout: Gateway API 1.7 has no spec.rules[0].sessionPersistence.idleTimeout',
      'upgrade/refused spec.rules[0].sessionPersistence: Gateway API 1.7 refuses this: Invalid value: cookie must be specified for Cookie type',
    ]);
  });

  test('refuses what was accepted', () => {
    const route = object(
      `${group}/v1`,
      'HTTPRoute',
      '{rules: [{backendRefs: [{name: s, port: 80}], filters: [{type: RequestHeaderModifier, requestHeaderModifier: {set: [{name: a, value: "b\\u0001"}]}}]}]}',
    );
    expect(review(route, '1.0').map((line) => line.slice(0, 60))).toEqual([
      'upgrade/refused spec.rules[0].filters[0].requestHeaderModifi',
    ]);
  });

  test('changes a default', () => {
    const route = object(`${group}/v1`, 'HTTPRoute', '{rules: [{retry: {codes: [503]}}]}');
    expect(review(route, '1.6')).toEqual([
      'upgrade/default-changed spec.rules[0].retry.attempts: spec.rules[0].retry.attempts is not written: Gateway API 1.7 stores 1, where it was nothing',
    ]);
  });

  test('does not repeat what is wrong already', () => {
    expect(review(object(`${group}/v1`, 'HTTPRoute', '{rulez: []}'), '1.0')).toEqual([]);
  });
});

/** Whether some version of a kind in a release has a field. */
function has(kind: string, field: readonly string[], release: Release): boolean {
  const groups = [group, 'gateway.networking.x-k8s.io'];
  return groups.some((each) => {
    const source = { channel: 'experimental', release } as const;
    const lookup = schemas.lookup({ group: each, version: '', kind }, source);
    if (lookup.kind !== 'version') return false;
    return lookup.served.some((version) => {
      const found = schemas.lookup({ group: each, version, kind }, source);
      if (found.kind !== 'found') return false;
      let at: Structure | undefined = found.schema.structure;
      for (const name of field) at = at?.p?.get(name)?.i ?? at?.p?.get(name);
      return at !== undefined;
    });
  });
}

test.each(renames)('$kind $field is in an earlier release only', ({ kind, field }) => {
  expect(releases.some((release) => has(kind, field, release))).toBe(true);
  expect(has(kind, field, '1.7')).toBe(false);
});
