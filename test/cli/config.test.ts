import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commands } from '../../src/cli/commands/registry.ts';
import { configKeys } from '../../src/cli/config/keys.ts';
import { run } from '../../src/cli/main.ts';
import { releases } from '../../src/model/release.ts';
import { repository } from '../support/fixtures.ts';
import { recordingIo } from './support/recording-io.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const experimental = [
  'apiVersion: gateway.networking.k8s.io/v1',
  'kind: HTTPRoute',
  'metadata: {name: a}',
  'spec: {rules: [{sessionPersistence: {cookie: {lifetimeType: Session}}}]}',
  '',
].join('\n');

interface Setting {
  readonly config?: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

async function validate({ config, args = [], env = {} }: Setting) {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'manifests'));
  mkdirSync(join(folder, 'other'));
  writeFileSync(join(folder, 'manifests/a.yaml'), experimental);
  if (config !== undefined) writeFileSync(join(folder, 'gatewright.yaml'), config);
  writeFileSync(
    join(folder, 'other/settings.yaml'),
    'paths: [../manifests]\nchannel: experimental\n',
  );
  const recording = recordingIo(folder);
  const io = { ...recording.io, env: { ...recording.io.env, ...env } };
  const code = await run(['validate', ...args], io);
  return { code, stderr: recording.stderr() };
}

describe('settings', () => {
  test('let NGINX verify backends by less than their policy says', async () => {
    const compiled = async (config: string | undefined) => {
      const folder = temporaryFolder();
      const fixture = join(repository, 'fixtures/tls/hostname-only/input.yaml');
      writeFileSync(join(folder, 'a.yaml'), readFileSync(fixture));
      if (config !== undefined) writeFileSync(join(folder, 'gatewright.yaml'), config);
      const recording = recordingIo(folder);
      const args = ['compile', 'a.yaml', '-o', 'out', '-t', 'nginx', '--assume-services'];
      return { code: await run(args, recording.io), stderr: recording.stderr() };
    };
    expect((await compiled(undefined)).code).toBe(1);
    const allowed = await compiled('nginxBackendVerification: hostname-only\n');
    expect(allowed.code).toBe(0);
    expect(allowed.stderr).toContain('approximated[target/approximated]');
    expect((await compiled('nginxBackendVerification: none\n')).code).toBe(2);
  });

  test('without any, the defaults hold', async () => {
    expect((await validate({})).code).toBe(1);
  });

  test('are read from gatewright.yaml', async () => {
    const { code, stderr } = await validate({
      config: 'channel: experimental\npaths: [manifests]\n',
    });
    expect({ code, stderr }).toMatchObject({ code: 0 });
  });

  test('of the environment beat those of the file, and the command line beats both', async () => {
    const config = 'channel: standard\n';
    const env = { GATEWRIGHT_CHANNEL: 'experimental' };
    expect((await validate({ config, env })).code).toBe(0);
    expect((await validate({ config, env, args: ['--channel', 'standard'] })).code).toBe(1);
  });

  test('are those of another file when --config names one, with paths from its folder', async () => {
    const args = ['--config', 'other/settings.yaml'];
    expect((await validate({ config: 'channel: standard\n', args })).code).toBe(0);
    expect((await validate({ args: ['--config', 'none.yaml'] })).stderr).toContain(
      'cannot read none.yaml: no such file or folder',
    );
  });

  test('are left out with --no-config', async () => {
    const config = 'channel: experimental\n';
    expect((await validate({ config, args: ['--no-config'] })).code).toBe(1);
  });

  test('change severities code by code; the command line has the last word', async () => {
    const config =
      'severity:\n  validate/experimental-field: warning\n  validate/schema: warning\n';
    const lowered = await validate({ config });
    expect(lowered.code).toBe(0);
    expect(lowered.stderr).toContain('warning[validate/experimental-field]');
    const args = ['--severity', 'validate/experimental-field=error'];
    expect((await validate({ config, args })).code).toBe(1);
    expect(
      (await validate({ config, args: ['--severity', 'validate/experimental-field=none'] })).stderr,
    ).not.toContain('validate/experimental-field');
  });

  test.each([
    ['severity: {validate/experimental: none}\n', 'there is no diagnostic validate/experimental'],
    ['severity: {parse/syntax: none}\n', 'parse/syntax cannot be changed'],
  ])('%j is refused', async (config, message) => {
    const { code, stderr } = await validate({ config });
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });

  test('that are wrong are all listed, with their places', async () => {
    const config = [
      'chanel: experimental',
      'failOn: never',
      'gatewayApiVersion: 1.4',
      'nginxVersion: 1.30',
      'severity:',
      '  validate/schema: loud',
      'paths: []',
      '',
    ].join('\n');
    const { code, stderr } = await validate({ config });
    expect(code).toBe(2);
    expect(stderr.split('\n')).toEqual([
      'gatewright: gatewright.yaml is wrong',
      '  gatewright.yaml:1:1: chanel is no setting; did you mean channel?',
      '  gatewright.yaml:7:1: paths must NOT have fewer than 1 items',
      '  gatewright.yaml:3:20: gatewayApiVersion must be one of "1.0", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7"',
      '  gatewright.yaml:6:20: severity["validate/schema"] must be one of "error", "approximated", "warning", "info", "none"',
      '  gatewright.yaml:2:9: failOn must be one of "error", "approximated", "warning"',
      '  gatewright.yaml:4:15: nginxVersion must be a text in quotes',
      '',
    ]);
  });

  test.each(['a: b: c\n', '- x\n', 'channel: standard\n---\nchannel: standard\n'])(
    '%j is no configuration',
    async (config) => {
      expect((await validate({ config })).code).toBe(2);
    },
  );

  test('a switch in the environment is on or off', async () => {
    expect(
      (await validate({ env: { GATEWRIGHT_QUIET: '1', GATEWRIGHT_NO_CONFIG: 'x' } })).code,
    ).toBe(1);
  });
});

test('the schema for editors has the settings that there are', () => {
  const schema = JSON.parse(
    readFileSync(join(repository, 'schemas/config.schema.json'), 'utf8'),
  ) as { properties: Record<string, { enum?: readonly string[]; description: string }> };
  expect(Object.keys(schema.properties).sort()).toEqual(
    [...configKeys.keys(), 'paths', 'severity'].sort(),
  );
  const options = new Set(
    commands
      .filter((each) => each.configurable)
      .flatMap((each) => each.options.map(({ name }) => name)),
  );
  for (const option of configKeys.values()) expect(options).toContain(option);
  expect(schema.properties['gatewayApiVersion']?.enum).toEqual(releases);
});
