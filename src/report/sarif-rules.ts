import type { Severity } from '../diagnostics/catalog-entry.ts';
import { catalogEntry, codes, type Code } from '../diagnostics/catalog.ts';

export const sarifLevels = {
  error: 'error',
  approximated: 'warning',
  warning: 'warning',
  info: 'note',
} satisfies Record<Severity, string>;

/** One `reportingDescriptor` for each code, in the order of `codes`. */
export function sarifRules(): readonly object[] {
  return codes.map(ruleOf);
}

function ruleOf(code: Code): object {
  const { severity, explain } = catalogEntry(code);
  const { cause, fix, example } = explain;
  const shown = `See also: gatewright explain ${code}`;
  return {
    id: code,
    name: code.replace(/(?:^|[/-])([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: firstSentence(cause) },
    fullDescription: { text: cause },
    help: {
      text: `${cause}\n\nFix: ${fix}\n\nExample:\n\n${example}\n\n${shown}`,
      markdown: `${cause}\n\n**Fix:** ${fix}\n\n\`\`\`yaml\n${example}\n\`\`\`\n\n${shown}`,
    },
    defaultConfiguration: { level: sarifLevels[severity] },
    properties: { tags: [code.split('/')[0]] },
  };
}

function firstSentence(text: string): string {
  return /^.*?[.](?= [A-Z]|$)/.exec(text)?.[0] ?? text;
}
