import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { run } from '../../src/cli/main.ts';
import { recordingIo } from './support/recording-io.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

async function validate(text: string, ...args: string[]) {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'a.yaml'), text);
  const recording = recordingIo(folder);
  const code = await run(['validate', 'a.yaml', ...args], recording.io);
  return { code, stderr: recording.stderr() };
}

const route = (rule: string) =>
  `apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: a}\nspec: {rules: [${rule}]}\n`;

test('--gateway-api-version names the release whose CRDs judge', async () => {
  const timeouts = route('{timeouts: {request: 1s}}');
  expect((await validate(timeouts)).code).toBe(0);
  const old = await validate(timeouts, '--gateway-api-version', '1.1');
  expect(old.code).toBe(1);
  expect(old.stderr).toContain('a.yaml:4:17');
  expect(old.stderr).toContain('spec.rules[0].timeouts is experimental');
  expect((await validate(timeouts, '--gateway-api-version', '0.8')).code).toBe(2);
});

test('--upgrade-to lists what another release would change', async () => {
  const text = route('{sessionPersistence: {sessionName: a}}');
  const from = ['--channel', 'experimental', '--gateway-api-version', '1.5'];
  expect((await validate(text, ...from)).code).toBe(0);
  const { code, stderr } = await validate(text, ...from, '--upgrade-to', '1.7');
  expect(code).toBe(1);
  expect(stderr).toContain(
    'error[upgrade/renamed]: Gateway API 1.7 has no spec.rules[0].sessionPersistence.sessionName',
  );
});

test('what only some readers misread is a warning here and an error for compile', async () => {
  const text = route('{}').replace(
    '{name: a}',
    '{name: a, labels: {on: "yes"}, annotations: {a: "b"}}',
  );
  expect(await validate(text)).toMatchObject({ code: 0 });
  const doubtful = text.replace('labels', 'generation: 0o7, labels');
  const { code, stderr } = await validate(doubtful);
  expect(code).toBe(0);
  expect(stderr).toContain('warning[parse/ambiguous-scalar]');
});
