// SARIF 2.1.0 §3.11.5 and §3.11.6: messages may hold placeholders in braces and links in brackets.
const looksLikePlaceholder = /\{\d+\}|\{\{|\}\}/;
const looksLikeLink = /\]\(|\\[[\]\\]/;

/**
 * Text of unknown origin as a SARIF message that means just that text. Characters are escaped only where
 * the text could be taken for syntax: many viewers show the escapes.
 */
export function plainMessage(text: string): { readonly text: string } {
  const braces = looksLikePlaceholder.test(text) ? text.replace(/[{}]/g, '$&$&') : text;
  const links = looksLikeLink.test(braces) ? braces.replace(/[[\]\\]/g, '\\$&') : braces;
  return { text: links };
}

/** A file's name as a relative URI reference. */
export function relativeUri(file: string): string {
  return file
    .split('/')
    .map((part) => encodeURIComponent(part.replace(/\p{Surrogate}/gu, '\ufffd')))
    .join('/');
}
