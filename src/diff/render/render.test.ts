import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DiffReport, ReportedChange, ReportedFile } from '../model.ts';
import { say } from '../sentence.ts';
import { renderDiffHtml } from './html.ts';
import { renderDiffJson } from './json.ts';
import { commentMark, renderDiffMarkdown } from './markdown.ts';
import { renderDiffText } from './text.ts';

function change(value: string): ReportedChange {
  const place = { file: value, line: 3, column: 1, resource: value, path: value };
  return {
    risk: 'high',
    area: 'route',
    how: 'changed',
    gateway: value,
    sentence: say`${value} now goes to ${value}`,
    subjects: [value],
    base: place,
    head: place,
  };
}

function file(...lines: readonly string[]): ReportedFile {
  const hunk = { baseStart: 1, baseLines: lines.length, headStart: 1, headLines: 0 };
  return {
    gateway: 'a/b',
    target: 'nginx',
    path: 'a/b/nginx.conf',
    how: 'changed',
    hunks: [{ ...hunk, lines: lines.map((text) => ({ how: 'removed', text })) }],
  };
}

function report(values: readonly string[], more: Partial<DiffReport> = {}): DiffReport {
  const findings = values.map((value) => ({
    code: 'resolve/backend-not-found' as const,
    severity: 'error' as const,
    message: value,
    effect: value,
    target: null,
    place: { file: value, line: 1, column: 1, resource: value, path: value },
  }));
  return {
    tool: { name: 'gatewright', version: '1' },
    base: values[0] ?? 'base',
    head: values[0] ?? 'head',
    different: true,
    changes: values.map(change),
    findings: { introduced: findings, fixed: findings, unchanged: findings },
    files: [file(...values)],
    notes: values.map((value) => ({ side: 'head' as const, file: value, why: 'for a reason' })),
    ...more,
  };
}

const hostile = [
  '<script>alert(1)</script>',
  '</pre></details><img src=x onerror=alert(1)>',
  '`` ` ``` @octocat #1',
  '"onload="alert(1)',
  "'><svg/onload=alert(1)>",
  '-->\n::error::x\n## heading',
  '[link](javascript:alert(1)) ![i](https://example.com/i.png)',
  '\u202etxt\u0000\u001b[31m',
  '&lt;&#60;',
  '| a | b |',
  '```\n</details>',
];

/** What a reader of CommonMark would see as text outside of code spans and blocks. */
function outsideOfCode(markdown: string): string {
  return markdown
    .replace(/^(`{3,})diff\n[\s\S]*?^\1$/gm, '')
    .replace(/(?<!`)(`+)(?!`)([\s\S]*?[^`])\1(?!`)/g, '')
    .replace(/<code>[^<]*<\/code>/g, '');
}

const value = fc.oneof(fc.constantFrom(...hostile), fc.string(), fc.string({ unit: 'binary' }));

describe('Markdown', () => {
  test('keeps text of manifests in code', () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 6 }), (values) => {
        const rest = outsideOfCode(renderDiffMarkdown(report(values)));
        expect(rest).not.toMatch(
          /[`@#]\w|<(?!\/?details|\/?summary|br>|!-- gatewright)|\]\(|alert|::/,
        );
      }),
    );
  });

  test('fits a comment, however much there is', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 3000 }),
        fc.integer({ min: 0, max: 400 }),
        (n, files) => {
          const values = Array.from(
            { length: n },
            (_, at) => `${'x'.repeat(at % 700)}${String(at)}`,
          );
          const many = Array.from({ length: files }, () => file(...values.slice(0, 200)));
          const text = renderDiffMarkdown(report(values, { files: many }));
          expect(text.length).toBeLessThanOrEqual(65_536);
          expect(text.startsWith(commentMark)).toBe(true);
          expect(text.match(/<details/g)?.length).toBe(text.match(/<\/details>/g)?.length);
        },
      ),
      { numRuns: 20 },
    );
  });
});

describe('HTML', () => {
  test('has no element and no attribute that we did not write', () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 4 }), (values) => {
        const elements = [...renderDiffHtml(report(values)).matchAll(/<([^\s>]+)([^>]*)>/g)];
        const plain = [
          ...renderDiffHtml(report(values.map(() => 'x'))).matchAll(/<([^\s>]+)([^>]*)>/g),
        ];
        expect(elements.map(([, name]) => name)).toEqual(plain.map(([, name]) => name));
        for (const [, name, attributes] of elements)
          if (!/^(!doctype|html|meta|a|pre|section)$/.test(name ?? ''))
            expect(attributes).toMatch(/^( (id|class|open|aria-label)(="[^"]*")?)*$/);
      }),
    );
  });

  test('allows nothing but its style sheet', () => {
    expect(renderDiffHtml(report([]))).toMatch(
      /http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'; form-action 'none'"/,
    );
  });
});

describe('text and JSON', () => {
  test('hold nothing that a terminal or a CI log obeys', () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 4 }), (values) => {
        for (const text of [renderDiffText(report(values)), renderDiffJson(report(values))]) {
          expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]|^::/m);
        }
        expect(JSON.parse(renderDiffJson(report(values)))).toMatchObject({ formatVersion: 1 });
      }),
    );
  });
});
