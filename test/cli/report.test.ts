import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  lstatSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { beforeEach, describe, expect, test } from 'vitest';
import { run } from '../../src/cli/main.ts';
import { repository } from '../support/fixtures.ts';
import { hostileTexts } from '../support/reports.ts';
import { reportCheck, sarifCheck } from '../support/schemas.ts';
import { recordingIo } from './support/recording-io.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const gatewayClass = (name: string, more = '') => `apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: { name: ${name} }
spec: { controllerName: example.com/gw${more} }
`;

let folder = '';
const put = (name: string, text: string): void => {
  writeFileSync(join(folder, name), text);
};
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

async function gatewright(...args: string[]) {
  const { io, stdout, stderr } = recordingIo(folder);
  const code = await run(args, io);
  return { code, stdout: stdout(), stderr: stderr() };
}

const validate = (...args: string[]) => gatewright('validate', 'a.yaml', ...args);

beforeEach(() => {
  folder = temporaryFolder();
  put('a.yaml', `${gatewayClass('one', ', nope: 1')}---\n${gatewayClass('two')}`);
});

describe('--format', () => {
  const beginnings = {
    json: /^\{\n {2}"formatVersion": 1,/,
    sarif: /^\{\n {2}"\$schema": /,
    junit: /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites /,
    github: /^::error file=a\.yaml,line=4,/,
    gitlab: /^\[\n {2}\{\n {4}"description": /,
  };

  test.each(Object.entries(beginnings))('%s goes to standard output', async (format, beginning) => {
    const { code, stdout, stderr } = await validate('--format', format);
    expect(code).toBe(1);
    expect(stdout).toMatch(beginning);
    expect(stdout.endsWith('\n')).toBe(true);
    expect(stderr).toBe('2 documents -> 1 finding, 0 ms\n');
  });

  test('text goes to standard error, as without the option', async () => {
    const result = await validate('--format', 'text');
    expect(result).toEqual(await validate());
    expect(result.stdout).toBe('');
    expect(result.stderr).toContain('error[validate/unknown-field]');
  });

  test('json and sarif keep to their schemas', async () => {
    expect(reportCheck()((await validate('--format', 'json')).stdout)).toEqual([]);
    expect(sarifCheck()((await validate('--format', 'sarif')).stdout)).toEqual([]);
  });

  test('of compile needs a folder for the configuration', async () => {
    const refused = await gatewright('compile', 'a.yaml', '--format', 'json');
    expect([refused.code, refused.stdout]).toEqual([2, '']);
    expect(refused.stderr).toContain('--report json=FILE');
    const { code, stdout } = await gatewright('compile', 'a.yaml', '--format=json', '-o', 'out');
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ summary: { documents: { valid: 1, invalid: 1 } } });
    expect(existsSync(join(folder, 'out'))).toBe(false);
  });

  test('tells which findings fail the run, as --fail-on decides', async () => {
    put('a.yaml', gatewayClass('one').replace('k8s.io/v1', 'k8s.io/v1beta1'));
    const { code, stdout } = await validate('--format', 'json', '--fail-on', 'warning');
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      summary: { failed: true, documents: { valid: 1 } },
      findings: [{ code: 'validate/deprecated-version', severity: 'warning', failing: true }],
    });
  });
});

describe('--report', () => {
  test('writes files beside what is printed', async () => {
    const formats = ['text', 'json', 'sarif', 'junit', 'github', 'gitlab'];
    const options = formats.map((format) => `--report=${format}=reports/${format}`);
    const { code, stdout, stderr } = await validate(...options);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('error[validate/unknown-field]');
    expect(readdirSync(join(folder, 'reports'))).toEqual([...formats].sort());
    expect(stderr).toContain(read('reports/text'));
    for (const format of formats.slice(1))
      expect(read(`reports/${format}`)).toBe((await validate('--format', format)).stdout);
  });

  test('of compile says what its other stages found, too', async () => {
    put('a.yaml', gatewayClass('one'));
    const { code } = await gatewright('compile', 'a.yaml', '--report', 'json=r.json', '-o', 'out');
    const report = JSON.parse(read('r.json')) as { findings: readonly { code: string }[] };
    expect(reportCheck()(read('r.json'))).toEqual([]);
    expect(report.findings.map((finding) => finding.code)).toContain('resolve/no-gateway');
    expect(report).toMatchObject({ summary: { failed: code === 1, documents: { valid: 1 } } });
  });

  test('replaces a file as a whole, and follows links', async () => {
    put('old.json', 'old');
    symlinkSync('old.json', join(folder, 'link.json'));
    await validate('--report', 'json=link.json');
    expect(lstatSync(join(folder, 'link.json')).isSymbolicLink()).toBe(true);
    expect(read('old.json')).toContain('"formatVersion"');
    expect(readdirSync(folder).sort()).toEqual(['a.yaml', 'link.json', 'old.json']);
  });

  test.runIf(existsSync('/dev/null'))('writes to a device as it is', async () => {
    expect((await validate('--report', 'json=/dev/null')).code).toBe(1);
    expect(lstatSync('/dev/null').isCharacterDevice()).toBe(true);
  });

  test('is no input of a later run', async () => {
    await gatewright('validate', '--report', 'json=r.json', '--report', 'sarif=s.json');
    const again = await gatewright('validate', '--report', 'json=r.json');
    expect(again.stderr).toContain('left out (written by gatewright): r.json, s.json\n2 documents');
    const other = await gatewright('validate');
    expect(other.stderr).toContain('2 documents -> 1 finding');
  });

  test.each([
    ['json', '--report must be FORMAT=FILE, not json'],
    ['json=', '--report must be FORMAT=FILE, not json='],
    ['=x', '--report must be FORMAT=FILE, not =x'],
    ['jason=x', 'not jason\nDid you mean json?'],
    ['json=-', '--report writes files\nUse --format json to print.'],
    ['json=.', 'cannot write .: it is a folder'],
    ['json=a.yaml/x', 'cannot write a.yaml/x: '],
    ['json=./a.yaml', '--report would replace ./a.yaml'],
  ])('%s is a usage error', async (value, message) => {
    const before = read('a.yaml');
    const { code, stdout, stderr } = await validate('--report', value);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
    expect(read('a.yaml')).toBe(before);
  });

  test.each(['x.json', './x.json', 'sub/../x.json', 'link/x.json'])(
    'x.json and %s are one file',
    async (other) => {
      mkdirSync(join(folder, 'sub'));
      symlinkSync('.', join(folder, 'link'));
      const options = ['--report', 'json=x.json', '--report', `sarif=${other}`];
      const { code, stderr } = await validate(...options);
      expect(code).toBe(2);
      expect(stderr).toContain('two reports cannot be one file');
      expect(existsSync(join(folder, 'x.json'))).toBe(false);
    },
  );
});

describe('--max-errors', () => {
  const many = 130;
  const findingsIn = (json: string) =>
    (JSON.parse(json) as { findings: unknown[] }).findings.length;

  beforeEach(() => {
    const documents = Array.from({ length: many }, (_, number) =>
      gatewayClass(`c${number}`, `, nope${number}: 1`),
    );
    put('a.yaml', documents.join('---\n'));
  });

  test('is 100 for text and all for the rest', async () => {
    const { stderr } = await validate('--report', 'json=r.json', '--report', 'text=r.txt');
    expect(stderr.match(/^error\[/gm)).toHaveLength(100);
    expect(stderr).toMatch(/\n30 more findings; --max-errors 0 lists all\n\n130 documents -> 130 /);
    expect(findingsIn(read('r.json'))).toBe(many);
    expect(read('r.txt').match(/^error\[/gm)).toHaveLength(many);
  });

  test('0 lists all', async () => {
    const { stderr } = await validate('--max-errors', '0');
    expect(stderr.match(/^error\[/gm)).toHaveLength(many);
    expect(stderr).not.toContain('more finding');
  });

  test('holds for every format when it is given, and for no count', async () => {
    const { code, stdout } = await validate('--max-errors=129', '--format=json', '--report=text=t');
    expect(code).toBe(1);
    expect(findingsIn(stdout)).toBe(129);
    expect(JSON.parse(stdout)).toMatchObject({
      summary: { omitted: 1, findings: { error: many }, documents: { invalid: many } },
    });
    expect(read('t')).toMatch(/\n1 more finding; --max-errors 0 lists all\n$/);
  });

  test.each(['-1', 'x', '1.5'])('%s is a usage error', async (value) => {
    expect((await validate(`--max-errors=${value}`)).code).toBe(2);
  });
});

describe('text of strangers', () => {
  test.each(hostileTexts)('number %# cannot leave its place in any format', async (text) => {
    // JSON is YAML; halves of characters and forbidden ones keep documents from being read.
    const name = text.replace(/[^ -~äöüß日本🚀]/gu, '?');
    put(
      'a.yaml',
      [
        gatewayClass(JSON.stringify(text)),
        gatewayClass('one', `, ${JSON.stringify(name)}: ${JSON.stringify(text)}`),
        `key: ${text}`,
      ].join('\n---\n'),
    );
    const found = await validate('--format', 'json');
    expect(reportCheck()(found.stdout)).toEqual([]);
    expect(sarifCheck()((await validate('--format', 'sarif')).stdout)).toEqual([]);
    for (const format of ['text', 'json', 'sarif', 'junit', 'github', 'gitlab']) {
      const { stdout, stderr } = await validate('--format', format);
      const printed = format === 'text' ? stderr : stdout;
      expect(printed).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e\u2066\ufeff]/);
      expect(printed).not.toMatch(/##\[|##vso/);
      const commands = printed.split('\n').filter((line) => line.trimStart().startsWith('::'));
      if (format === 'github')
        for (const line of commands) expect(line).toMatch(/^::(error|warning) file=a\.yaml,line=/);
      else expect(commands).toEqual([]);
    }
  });
});

test('equal input gives equal reports in any order of paths', async () => {
  put('b.yaml', gatewayClass('one', ', x: 1'));
  put('c.yaml', 'a: *gone\n---\n- x\n');
  for (const format of ['json', 'sarif', 'junit', 'github', 'gitlab']) {
    const one = await gatewright('validate', 'a.yaml', 'b.yaml', 'c.yaml', '--format', format);
    const other = await gatewright('validate', 'c.yaml', 'a.yaml', 'b.yaml', '--format', format);
    expect(other.stdout).toBe(one.stdout);
    expect(one.stdout).not.toContain(folder);
  }
});

test('a closed standard output ends the run, with the report files written', async () => {
  const program = join(folder, 'bin/gatewright.mjs');
  await build({
    stdin: {
      contents: "import { run } from './src/cli/bin/gatewright.ts'; await run();",
      resolveDir: repository,
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: program,
    logLevel: 'error',
    banner: {
      js: "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);",
    },
  });
  symlinkSync(join(repository, 'src/validate'), join(folder, 'validate'));
  put(
    'a.yaml',
    Array.from({ length: 2000 }, (_, n) => gatewayClass(`c${n}`, ', x: 1')).join('---\n'),
  );
  const args = [program, 'validate', 'a.yaml', '--format', 'json', '--report', 'json=r.json'];
  const child = spawn(process.execPath, args, {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.destroy();
  const [code] = (await once(child, 'exit')) as [number];
  expect(code).toBe(141);
  expect(reportCheck()(read('r.json'))).toEqual([]);
});
