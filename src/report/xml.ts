import { escapeForTerminal } from '../diagnostics/render/escape.ts';
import type { Branded } from '../util/brand.ts';

/** XML of a report: well-formed, and safe to show in a terminal or a CI log. */
export type Xml = Branded<'Xml'>;

/** What JUnit's format has. */
export type ElementName =
  'testsuites' | 'testsuite' | 'testcase' | 'failure' | 'skipped' | 'system-out';

export type AttributeName =
  | 'name'
  | 'classname'
  | 'file'
  | 'line'
  | 'message'
  | 'type'
  | 'tests'
  | 'failures'
  | 'errors'
  | 'skipped';

/** An element with its attributes (null leaves one out) and what is inside it. */
export function element(
  name: ElementName,
  attributes: Readonly<Partial<Record<AttributeName, string | number | null>>>,
  content: readonly Xml[] = [],
): Xml {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== null)
    .map(([key, value]) => ` ${key}="${escapeXml(String(value))}"`)
    .join('');
  const inside = content.join('');
  return (inside === '' ? `<${name}${written}/>` : `<${name}${written}>${inside}</${name}>`) as Xml;
}

/** Text of unknown origin as one line of XML, in an element or in an attribute. */
export function escapeXml(text: string): Xml {
  return escapeForTerminal(text)
    .replace(/[\ufffe\uffff]/g, (character) => `\\u{${character.charCodeAt(0).toString(16)}}`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;') as Xml;
}

/** A template tag: our own XML, which is taken as it is, around other XML. */
export function xml(words: TemplateStringsArray, ...parts: Xml[]): Xml {
  return String.raw({ raw: words }, ...parts) as Xml;
}

/** XML with our own between its parts. */
export function joinXml(parts: readonly Xml[], words: Xml): Xml {
  return parts.join(words) as Xml;
}
