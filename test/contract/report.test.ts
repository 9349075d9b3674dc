import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadAssets } from '../../src/assets/load.ts';
import { compile } from '../../src/compile.ts';
import { locate } from '../../src/diagnostics/located.ts';
import { makeLocator, parseFiles } from '../../src/parse/index.ts';
import { renderGithub } from '../../src/report/github.ts';
import { renderGitlab } from '../../src/report/gitlab.ts';
import { judgedDocuments } from '../../src/report/judged-document.ts';
import { renderJson } from '../../src/report/json.ts';
import { renderJunit } from '../../src/report/junit.ts';
import { makeReport } from '../../src/report/make-report.ts';
import type { Report } from '../../src/report/model.ts';
import { renderSarif } from '../../src/report/sarif.ts';
import type { SourceFile } from '../../src/source/source-file.ts';
import { validate } from '../../src/validate/index.ts';
import { listFixtures, repository, type Fixture } from '../support/fixtures.ts';
import { reportCheck, sarifCheck } from '../support/schemas.ts';

const assets = await loadAssets(['nginx', 'envoy']);
const isReport = reportCheck();
const isSarif = sarifCheck();

function reportOf({ options }: Fixture, inputs: readonly SourceFile[]): Report {
  const { documents, diagnostics, suppressed } = compile(inputs, options, assets);
  return makeReport({
    tool: { name: 'gatewright', version: '0' },
    documents,
    diagnostics,
    suppressed,
    isFailing: ({ severity }) => severity === 'error',
  });
}

function whyInvalid({ documents }: Report): void {
  for (const { verdict, errors } of documents)
    expect(errors.length > 0).toBe(verdict === 'invalid');
}

describe.each(listFixtures().map((fixture) => [fixture.name, fixture] as const))(
  'the report of %s',
  (_, fixture) => {
    const report = reportOf(fixture, fixture.inputs);

    test('keeps to the schemas', () => {
      expect(isReport(renderJson(report))).toEqual([]);
      expect(isSarif(renderSarif(report))).toEqual([]);
    });

    test('has equal bytes in any order of files', () => {
      const other = reportOf(fixture, fixture.inputs.toReversed());
      for (const render of [renderJson, renderSarif, renderJunit, renderGithub, renderGitlab])
        expect(render(other)).toBe(render(report));
    });

    test('says why of every invalid document, and of no other', () => {
      whyInvalid(report);
    });
  },
);

describe.each(['yaml', 'directed', 'fuzz'])('the report of the corpus %s', (folder) => {
  const root = path.join(repository, 'fixtures/corpus', folder);
  const inputs = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ya?ml|json)$/.test(file))
    .sort()
    .map((file) => ({ name: file, text: readFileSync(path.join(root, file), 'utf8') }));

  test('keeps to the schemas and says why of every invalid document', () => {
    const parsed = parseFiles(inputs);
    const validated = validate(parsed.value.documents, assets.schemas, {
      channel: 'standard',
      release: '1.7',
    });
    const report = makeReport({
      tool: { name: 'gatewright', version: '0' },
      documents: judgedDocuments(parsed, validated.value.verdicts),
      diagnostics: locate([...parsed.diagnostics, ...validated.diagnostics], makeLocator(inputs)),
      suppressed: [],
      isFailing: () => true,
    });
    expect(report.documents.length).toBeGreaterThan(0);
    expect(isReport(renderJson(report))).toEqual([]);
    expect(isSarif(renderSarif(report))).toEqual([]);
    whyInvalid(report);
  });
});
