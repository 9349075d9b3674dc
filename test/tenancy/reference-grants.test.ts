import { describe, expect, test } from 'vitest';
import { loadAssets } from '../../src/assets/load.ts';
import { compile } from '../../src/compile.ts';
import { catalogEntry } from '../../src/diagnostics/catalog.ts';
import { optionsWith } from '../support/fixtures.ts';
import { findingLine } from '../support/hostile/findings.ts';
import { selfSigned } from '../support/http/self-signed.ts';
import { crossReferences, type CrossReference } from './cross-references.ts';

const assets = await loadAssets(['nginx', 'envoy']);
const references = crossReferences(await selfSigned(['a.test']));
const options = optionsWith({ channel: 'experimental', keepGoing: true });
const code = 'resolve/reference-not-permitted';

const compiled = (text: string) => compile([{ name: 'a.yaml', text }], options, assets);

interface Grant {
  readonly namespace: string;
  readonly from: { readonly group: string; readonly kind: string; readonly namespace: string };
  readonly to: { readonly group: string; readonly kind: string; readonly name: string | null };
}

const grantText = ({ namespace, from, to }: Grant): string => `---
apiVersion: gateway.networking.k8s.io/v1
kind: ReferenceGrant
metadata: {name: grant, namespace: ${namespace}}
spec:
  from: [${JSON.stringify(from)}]
  to: [${JSON.stringify({ group: to.group, kind: to.kind, ...(to.name === null ? {} : { name: to.name }) })}]
`;

/** Every grant that has each of its parts right or wrong. */
function grantsFor({ from, to }: CrossReference): readonly (readonly [Grant, boolean])[] {
  const parts = [
    ['bank', 'shop'],
    [from.group, 'example.com'],
    [from.kind, from.kind === 'HTTPRoute' ? 'GRPCRoute' : 'HTTPRoute'],
    ['shop', 'bank'],
    [to.group, 'example.com'],
    [to.kind, to.kind === 'Service' ? 'Secret' : 'Service'],
    [null, 'target', 'targets', 'other'],
  ] as const;
  const all = parts.reduce<readonly (readonly (readonly [string | null, boolean])[])[]>(
    (rows, choices) =>
      rows.flatMap((row) =>
        choices.map((choice, index) => {
          const right = index === 0 || (choices.length === 4 && index === 1);
          return [...row, [choice, right] as const];
        }),
      ),
    [[]],
  );
  return all.map((row) => {
    const [namespace, group, kind, source, toGroup, toKind, name] = row.map(([value]) => value);
    const grant: Grant = {
      namespace: namespace ?? '',
      from: { group: group ?? '', kind: kind ?? '', namespace: source ?? '' },
      to: { group: toGroup ?? '', kind: toKind ?? '', name: name ?? null },
    };
    return [grant, row.every(([, right]) => right)];
  });
}

describe.each(references.map((reference) => [reference.field, reference] as const))(
  '%s of another namespace',
  (_, reference) => {
    test('needs a grant that matches in every part', () => {
      const wrong: unknown[] = [];
      const grants = grantsFor(reference);
      expect(grants.filter(([, right]) => right)).toHaveLength(2);
      for (const [grant, right] of grants) {
        const { diagnostics } = compiled(reference.manifests + reference.target + grantText(grant));
        const refused = diagnostics.some((each) => each.code === code);
        if (refused === right) wrong.push([grant, diagnostics.map(findingLine)]);
      }
      expect(wrong).toEqual([]);
    });

    test('is answered alike whether it exists or not', () => {
      const [with_, without] = [reference.target, ''].map((target) => {
        const { diagnostics, outputs } = compiled(reference.manifests + target);
        return {
          findings: diagnostics
            .filter(({ span }) => span !== null)
            .map((each) => [findingLine(each), catalogEntry(each.code).message(each.args)]),
          files: outputs.map(({ files }) =>
            files.map(({ path, content }) => [
              path,
              content.kind === 'public' ? content.text : content.reveal(),
            ]),
          ),
        };
      });
      expect(with_?.findings.some(([line]) => line?.startsWith(code))).toBe(true);
      expect(with_).toEqual(without);
    });
  },
);

test('a reference within a namespace needs no grant', () => {
  for (const { manifests, target } of references) {
    const { diagnostics } = compiled(
      (manifests + target).replaceAll('namespace: bank', 'namespace: shop'),
    );
    expect(diagnostics.map((each) => each.code)).not.toContain(code);
  }
});
