import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { GatewayOutput } from '../../../src/compile-options.ts';
import { planOutput, type OutputPlan } from '../../../src/cli/output/plan.ts';
import type { FileSystem } from '../../../src/cli/output/file-system.ts';
import type { WriteSurroundings } from '../../../src/cli/output/write.ts';
import { givenPath } from '../../../src/target/file-path.ts';

/** A plan of files given as `namespace/gateway/path`: text. Keys are secret. */
export function planOf(files: Readonly<Record<string, string>>): OutputPlan {
  return planOutput(
    Object.entries(files).map(([full, text]): GatewayOutput => {
      const [namespace = '', name = '', ...path] = full.split('/');
      const secret = full.endsWith('.key');
      return {
        gateway: { group: 'gateway.networking.k8s.io', kind: 'Gateway', namespace, name },
        ports: [],
        metadata: { labels: [], annotations: [] },
        files: [
          {
            path: givenPath(path.join('/')),
            content: secret ? { kind: 'secret', reveal: () => text } : { kind: 'public', text },
            target: null,
          },
        ],
      };
    }),
  );
}

/** Everything that a program which reads the folder by path finds, our own entries aside. */
export function readGeneration(folder: string): Readonly<Record<string, string>> {
  const found: [string, string][] = [];
  const walk = (path: string): void => {
    const stats = statSync(join(folder, path), { throwIfNoEntry: false });
    if (stats === undefined) return;
    if (!stats.isDirectory()) found.push([path, readFileSync(join(folder, path), 'utf8')]);
    else
      for (const name of readdirSync(join(folder, path)))
        if (!name.startsWith('.gatewright')) walk(path === '' ? name : `${path}/${name}`);
  };
  walk('');
  return Object.fromEntries(found.sort());
}

export function surroundings(fileSystem: FileSystem, patience = 0): WriteSurroundings {
  return { fileSystem, uninterrupted: (action) => Promise.resolve().then(action), patience };
}
