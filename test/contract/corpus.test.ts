import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadSchemas } from '../../src/assets/schemas.ts';
import { catalogEntry } from '../../src/diagnostics/catalog.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { parseFiles } from '../../src/parse/index.ts';
import { formatFieldPath } from '../../src/source/field-path.ts';
import type { DocumentRef } from '../../src/source/place.ts';
import { validate } from '../../src/validate/index.ts';
import { repository } from '../support/fixtures.ts';
import { groupBy } from '../support/group-by.ts';

/** The API server's verdict on one document, as its own libraries gave it. */
interface Verdict {
  readonly file: string;
  readonly index: number;
  readonly item?: number;
  readonly verdict: 'valid' | 'invalid' | 'skipped';
  readonly warnings?: readonly string[];
  readonly errors?: readonly {
    readonly source: string;
    readonly field: string;
    readonly message: string;
    readonly rule?: string;
  }[];
}

// Ours, and beside a checkout a larger corpus that also holds other projects' manifests.
const own = path.join(repository, 'fixtures/corpus');
const larger = path.join(repository, '../shared/corpus');
const corpora = [own, larger].filter((folder) => existsSync(folder));
const schemas = loadSchemas();

interface Answer {
  readonly verdict: Verdict;
  readonly valid: boolean;
  readonly findings: readonly { readonly path: string; readonly message: string }[];
}

function judge(corpus: string, channel: 'standard' | 'experimental'): readonly Answer[] {
  const lines = readFileSync(path.join(corpus, `verdicts-${channel}.jsonl`), 'utf8').trim();
  const byFile = groupBy(
    lines.split('\n').map((line) => JSON.parse(line) as Verdict),
    ({ file }) => file,
  );
  return [...byFile].flatMap(([file, verdicts]) => {
    const text = readFileSync(path.join(corpus, file), 'utf8');
    const parsed = parseFiles([{ name: file, text }]);
    const { value, diagnostics } = validate(parsed.value.documents, schemas, {
      channel,
      release: '1.7',
    });
    const mine = new Map(value.verdicts.map((each) => [keyOf(each.document), each.verdict]));
    const found = groupBy(diagnostics, keyOfFinding);
    return verdicts.map((verdict): Answer => {
      const key = `${verdict.index}/${verdict.item ?? ''}`;
      const findings = (found.get(key) ?? []).filter(({ severity }) => severity === 'error');
      return {
        verdict,
        valid: (mine.get(key) ?? 'invalid') !== 'invalid',
        findings: findings.map(describeFinding),
      };
    });
  });
}

const keyOf = ({ index, item }: Pick<DocumentRef, 'index' | 'item'>) => `${index}/${item ?? ''}`;

function keyOfFinding({ place }: Diagnostic): string {
  return place.kind === 'field' ? keyOf(place.origin.document) : '';
}

function describeFinding({ code, args, place }: Diagnostic) {
  const field = place.kind === 'field' ? place.origin.path : [];
  return { path: formatFieldPath(field), message: catalogEntry(code).message(args) };
}

/** Documents on which the server's own readers differ are counted apart. */
const disputed = ({ warnings = [] }: Verdict) =>
  warnings.some((each) => /^(duplicate-key|null-only|disputed)/.test(each));

/** `spec.rules[0]` however it is written. */
function normal(field: string): string {
  return field
    .replace(/\[["']?([^\]"']*)["']?\]/g, (_, step: string) =>
      /^\d+$/.test(step) ? `[${step}]` : `.${step}`,
    )
    .replace(/^\./, '');
}

const near = (a: string, b: string) =>
  a === b ||
  a === '' ||
  b === '' ||
  /^[.[]/.test(a.startsWith(b) ? a.slice(b.length) : b.startsWith(a) ? b.slice(a.length) : ' ');

describe.each(corpora.map((corpus) => [path.relative(repository, corpus), corpus] as const))(
  '%s',
  (_, corpus) => {
    describe.each(['standard', 'experimental'] as const)('%s', (channel) => {
      const answers = judge(corpus, channel).filter(({ verdict }) => !disputed(verdict));
      const named = ({ verdict: { file, index } }: Answer) => `${file}#${index}`;
      const rejected = answers.filter(
        ({ verdict, valid }) => verdict.verdict === 'invalid' && !valid,
      );

      test('there is something to judge', () => {
        expect(answers.length).toBeGreaterThan(3000);
      });

      test('nothing is accepted that the API server refuses', () => {
        const wrong = answers.filter(
          ({ verdict, valid }) => verdict.verdict === 'invalid' && valid,
        );
        expect(wrong.map(named)).toEqual([]);
      });

      test('nothing is refused that the API server accepts', () => {
        const wrong = answers.filter(({ verdict, valid }) => verdict.verdict === 'valid' && !valid);
        expect(wrong.map(named)).toEqual([]);
      });

      test('at least 95 % of the refusals name the same field', () => {
        const agreeing = rejected.filter(
          ({ verdict, findings }) =>
            findings.length === 0 ||
            (verdict.errors ?? []).some(({ field }) =>
              findings.some((each) => near(normal(field), normal(each.path))),
            ),
        );
        expect(agreeing.length / rejected.length).toBeGreaterThanOrEqual(0.95);
      });

      test('every rule of the CRDs that is seen refusing refuses here, at the same field', () => {
        const wanted = new Set<string>();
        const seen = new Set<string>();
        for (const { verdict, findings } of answers)
          for (const { source, field, message, rule } of verdict.errors ?? []) {
            if (source !== 'cel' || rule === undefined) continue;
            wanted.add(rule);
            if (
              findings.some(
                (each) => each.message.includes(message) && near(normal(field), normal(each.path)),
              )
            )
              seen.add(rule);
          }
        expect(wanted.size).toBeGreaterThan(200);
        expect(
          [...wanted]
            .filter((rule) => !seen.has(rule))
            .sort()
            .join('\n'),
        ).toEqual('');
      });
    });
  },
);
