import type { Branded } from '../util/brand.ts';

/** Text of a SARIF message, in which nothing but our own words is a placeholder or a link. */
export type SarifText = Branded<'SarifText'>;

export interface SarifMessage {
  readonly text: SarifText;
}

/** A relative reference to a file, percent-encoded. */
export type UriReference = Branded<'UriReference'>;

// SARIF 2.1.0 §3.11.5 and §3.11.6: messages may hold placeholders in braces and links in brackets.
const looksLikePlaceholder = /\{\d+\}|\{\{|\}\}/;
const looksLikeLink = /\]\(|\\[[\]\\]/;

/**
 * Text of unknown origin as SARIF's message that means just that text. Characters are escaped only where
 * the text could be taken for syntax: many viewers show the escapes.
 */
export function sarifText(text: string): SarifText {
  const braces = looksLikePlaceholder.test(text) ? text.replace(/[{}]/g, '$&$&') : text;
  const links = looksLikeLink.test(braces) ? braces.replace(/[[\]\\]/g, '\\$&') : braces;
  return links as SarifText;
}

/** The same as a message. */
export function plainMessage(text: string): SarifMessage {
  return { text: sarifText(text) };
}

/** A file's name as a relative URI reference. */
export function relativeUri(file: string): UriReference {
  return file
    .split('/')
    .map((part) => encodeURIComponent(part.replace(/\p{Surrogate}/gu, '\ufffd')))
    .join('/') as UriReference;
}
