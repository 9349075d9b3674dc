import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { repository } from '../support/fixtures.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const text = readFileSync(join(repository, 'CI.md'), 'utf8');

/** The example of CI.md that has a text in it. */
function example(mark: string): unknown {
  const blocks = [...text.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, block = '']) => block);
  return parse(blocks.find((block) => block.includes(mark)) ?? '');
}

/** A folder of manifests, and a way to run commands there with gatewright as an installed program. */
function checkout() {
  const folder = temporaryFolder();
  cpSync(join(repository, 'fixtures/tour'), join(folder, 'manifests'), { recursive: true });
  const bin = temporaryFolder();
  symlinkSync(join(repository, 'dist/bin/gatewright.js'), join(bin, 'gatewright'));
  const env = { PATH: `${bin}:${process.env['PATH'] ?? ''}`, NO_COLOR: '1' };
  return (command: string, args: readonly string[], input = '') => ({
    folder,
    ...spawnSync(command, args, { cwd: folder, env, encoding: 'utf8', input }),
  });
}

test('what the Argo CD plugin does first', () => {
  const { spec } = example('ConfigManagementPlugin') as {
    readonly spec: { readonly init: { readonly command: readonly string[] } };
  };
  const [command = '', ...args] = spec.init.command;
  expect(checkout()(command, args)).toMatchObject({ status: 0 });
});

test('a job of the matrix', () => {
  const { jobs } = example('name: shards') as {
    readonly jobs: {
      readonly compile: {
        readonly strategy: { readonly matrix: { readonly gateway: readonly string[] } };
        readonly steps: readonly { readonly run?: string }[];
      };
    };
  };
  const { steps, strategy } = jobs.compile;
  const script = (steps.find(({ run }) => run !== undefined)?.run ?? '')
    .replace(/npx gatewright@\S+/, 'gatewright')
    .replace('${{ matrix.gateway }}', strategy.matrix.gateway[0] ?? '');
  const { folder, status } = checkout()('bash', ['-ec', script]);
  expect(status).toBe(0);
  expect(existsSync(join(folder, 'out/shop/edge/nginx.conf'))).toBe(true);
});

test('the KRM function with its functionConfig, as a program', () => {
  const functionConfig = example('kind: Gatewright');
  const gateway = parse(
    readFileSync(join(repository, 'fixtures/tour/gateway.yaml'), 'utf8'),
  ) as object;
  const list = {
    apiVersion: 'config.kubernetes.io/v1',
    kind: 'ResourceList',
    items: [gateway],
    functionConfig,
  };
  const { status, stdout } = checkout()('gatewright', ['krm'], JSON.stringify(list));
  expect(status).toBe(0);
  const { items } = parse(stdout) as {
    readonly items: readonly { readonly data?: Readonly<Record<string, string>> }[];
  };
  expect(items).toHaveLength(2);
  expect(items[1]?.data?.['nginx.conf']).toContain('listen 8080');
});
