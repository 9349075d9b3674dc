import { expect, test } from 'vitest';
import { ownPath } from '../target/file-path.ts';
import { configMapsOf } from './config-maps.ts';

const gateway = { group: 'gateway.networking.k8s.io', kind: 'Gateway', namespace: 'a', name: 'g' };
const metadata = { labels: [], annotations: [] };

test('what does not fit into a ConfigMap is an error: krm/size', () => {
  const path = ownPath('nginx.conf');
  const most = 1024 * 1024 - 'nginx.conf'.length;
  for (const [length, made] of [
    [most, 1],
    [most + 1, 0],
  ] as const) {
    const content = { kind: 'public', text: 'x'.repeat(length) } as const;
    const files = [{ path, content, target: 'nginx' }] as const;
    const found = configMapsOf({ gateway, ports: [], metadata, files }, ['nginx']);
    expect(found.configMaps).toHaveLength(made);
    expect(found.results).toEqual(
      made === 1
        ? []
        : [
            {
              message:
                'ConfigMap a/g-nginx would have 1048577 bytes, and Kubernetes takes at most 1048576',
              severity: 'error',
              resourceRef: { kind: 'Gateway', name: 'g', namespace: 'a' },
              tags: { code: 'krm/size', target: 'nginx' },
            },
          ],
    );
  }
});
