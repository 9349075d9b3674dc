import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

// What the Gateway API project asks of submitted reports (its conformance/reports/README.md).

const folder = new URL('reports/', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, folder), 'utf8');
const { version } = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
) as { version: string };

const expected = ['experimental', 'standard'].flatMap((channel) =>
  ['envoy', 'nginx'].map((mode) => ({
    channel,
    mode,
    file: `${channel}-v${version}-${mode}-report.yaml`,
  })),
);

test('there is a report for each channel and target, and no other', () => {
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  expect(files.sort()).toEqual(expected.map(({ file }) => file).sort());
});

describe.each(expected)('$file', ({ channel, mode, file }) => {
  interface Outcome {
    readonly result: string;
    readonly statistics: { readonly Failed: number; readonly Skipped: number };
  }
  const report = parse(read(file)) as {
    readonly profiles: readonly {
      readonly name: string;
      readonly core: Outcome;
      readonly extended?: Outcome;
    }[];
  };

  test('says who reports on what', () => {
    expect(report).toMatchObject({
      kind: 'ConformanceReport',
      gatewayAPIChannel: channel,
      gatewayAPIVersion: 'v1.7.0',
      mode,
      implementation: {
        organization: 'gatewright',
        project: 'gatewright',
        version: `v${version}`,
        url: expect.stringMatching(/^https:/) as string,
        contact: [expect.stringMatching(/^(https:|@)/)],
      },
    });
  });

  test('every profile succeeds, core and extended', () => {
    const names = report.profiles.map(({ name }) => name).sort();
    expect(names).toEqual(['GRPC', 'HTTP', 'TCP', 'TLS', 'UDP'].map((name) => `GATEWAY-${name}`));
    for (const { core, extended } of report.profiles)
      for (const outcome of [core, extended])
        expect(outcome).toMatchObject({ result: 'success', statistics: { Failed: 0, Skipped: 0 } });
  });

  test('is in the table of contents', () => {
    expect(read('README.md')).toContain(
      `| ${channel} | [v${version}](https://github.com/gatewright/gatewright/releases/tag/v${version}) | ${mode} | [v${version} report](./${file}) |`,
    );
  });
});
