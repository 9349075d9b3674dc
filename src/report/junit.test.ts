import { describe, expect, test } from 'vitest';
import { documentWith, findingWith, hostileReport, reportOf } from '../../test/support/reports.ts';
import { renderJunit } from './junit.ts';

const error = {
  code: 'validate/schema',
  path: 'spec',
  message: 'must not be null',
  line: 3,
  column: 1,
} as const;

test('a file is a suite, a document a case', () => {
  const documents = [
    documentWith({ verdict: 'invalid', errors: [error] }),
    documentWith({ index: 1, item: 4, namespace: null }),
    documentWith({ file: 'z.yaml', kind: null, name: null, namespace: null, verdict: 'skipped' }),
  ];
  expect(renderJunit(reportOf(documents, [findingWith()])))
    .toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="gatewright" tests="3" failures="1" errors="0" skipped="1">
  <testsuite name="shop/routes.yaml" tests="2" failures="1" errors="0" skipped="0">
    <testcase classname="shop/routes.yaml" name="document 0: HTTPRoute shop/front">
      <failure message="error[validate/unknown-field] shop/routes.yaml:7:17 spec.hostNames: unknown field &quot;spec.hostNames&quot;. The object is left out. Did you mean hostnames?" type="validate/unknown-field">error[validate/unknown-field] shop/routes.yaml:7:17 spec.hostNames: unknown field &quot;spec.hostNames&quot;. The object is left out. Did you mean hostnames?</failure>
    </testcase>
    <testcase classname="shop/routes.yaml" name="document 1 item 4: HTTPRoute front"/>
  </testsuite>
  <testsuite name="z.yaml" tests="1" failures="0" errors="0" skipped="1">
    <testcase classname="z.yaml" name="document 0: unknown kind">
      <skipped message="gatewright does not read objects of this kind"/>
    </testcase>
  </testsuite>
</testsuites>
`);
});

describe('a document', () => {
  test('fails once for all that is wrong with it', () => {
    const findings = [findingWith(), findingWith({ path: 'other' })];
    const xml = renderJunit(reportOf([documentWith()], findings));
    expect(xml.match(/<failure /g)).toHaveLength(1);
    expect(xml).toContain('(and 1 more)" type=');
    expect(xml).toContain('\nerror[validate/unknown-field] shop/routes.yaml:7:17 other: ');
  });

  test('that is invalid fails although its findings are not listed', () => {
    const xml = renderJunit(reportOf([documentWith({ verdict: 'invalid', errors: [error] })], []));
    expect(xml).toContain(
      '<failure message="error[validate/schema] shop/routes.yaml:3:1 spec: must not be null" type="validate/schema">',
    );
  });

  test('passes with findings that do not fail the run', () => {
    const warning = findingWith({ severity: 'warning', failing: false });
    const xml = renderJunit(reportOf([documentWith()], [warning]));
    expect(xml).toContain('failures="0"');
    expect(xml).toContain('<system-out>warning[validate/unknown-field] ');
  });
});

test('findings without a document have cases of their own', () => {
  const ofFile = findingWith({ document: null, resource: null, code: 'parse/too-large', path: '' });
  const ofInput = findingWith({ document: null, resource: null, location: null, failing: false });
  const xml = renderJunit(reportOf([], [ofFile, ofInput]));
  expect(xml).toContain('<testcase classname="shop/routes.yaml" name="parse/too-large at 7:17">');
  expect(xml).toContain('<testsuite name="gatewright" tests="1" failures="0"');
  expect(xml).toContain('<testcase classname="gatewright" name="validate/unknown-field">');
});

test('hostile text is text', () => {
  const xml = renderJunit(hostileReport());
  // XML 1.0 §2.2, and what a terminal or a CI log would act on.
  expect(xml).not.toMatch(
    /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\ufffe\uffff\u202e\u2066\ufeff]/,
  );
  expect(xml).not.toMatch(/\p{Surrogate}/u);
  expect(xml).not.toMatch(/##\[|##vso|^\s*::|\]\]>/m);
  expect(xml).toContain('a]]&gt;b&lt;c&gt;&amp;&quot;&apos;');
  expect(xml).toContain('grüße 日本 🚀 \\u{202e}evil');
  const outside = xml.replace(/"[^"<>]*"/g, '""').replace(/>[^<>]*</g, '><');
  expect(
    outside.match(/<[^>]*>/g)?.every((tag) => /^<[?/]?[a-z-]+( [a-z]+="")*[/?]?>$/.test(tag)),
  ).toBe(true);
});

test('an empty report is a document, too', () => {
  expect(renderJunit(reportOf([], []))).toContain('tests="0"');
});
