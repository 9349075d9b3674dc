import { expect, test } from 'vitest';
import { optionsWith } from '../test/support/fixtures.ts';
import { loadAssets } from './assets/load.ts';
import { makeCompileMemory } from './compile-memory.ts';
import { compile, compileState } from './compile.ts';
import type { SourceFile } from './source/source-file.ts';

const options = optionsWith({});
const assets = await loadAssets(options.targets);

const listener = '{ name: l, port: 9000, protocol: TCP }';
const gateway = (listeners: string): string => `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: g, namespace: a }
spec:
  gatewayClassName: any
  allowedListeners: { namespaces: { from: Same } }
  listeners: [{ name: web, port: 80, protocol: HTTP }${listeners}]
`;
const set = `---
apiVersion: gateway.networking.k8s.io/v1
kind: ListenerSet
metadata: { name: s, namespace: a }
spec: { parentRef: { name: g }, listeners: [${listener}] }
`;

test('a Gateway that is made of other objects is emitted anew, and one that only moved is not', () => {
  const memory = makeCompileMemory();
  const known = new Set<unknown>();
  const states: readonly (readonly [text: string, fresh: number])[] = [
    [gateway(`, ${listener}`), 2],
    [`# moved\n${gateway(`, ${listener}`)}`, 0],
    // The same ports and names, of another object.
    [gateway('') + set, 2],
    [gateway(`, ${listener}`), 0],
  ];
  for (const [text, fresh] of states) {
    const files: readonly SourceFile[] = [{ name: 'a.yaml', text }];
    const { result } = compileState(files, options, assets, memory);
    expect(result).toEqual(compile(files, options, assets));
    expect(result.outputs).toHaveLength(1);
    expect([...memory.emitted.keys()].filter((key) => !known.has(key))).toHaveLength(fresh);
    for (const key of memory.emitted.keys()) known.add(key);
  }
});
