import { atText, type Diagnostic, type Report } from '../diagnostics/diagnostic.ts';
import type { ArgsOf, Code } from '../diagnostics/catalog.ts';
import { placeIn, type DocumentText } from './document-text.ts';

/** Ends the reading of one document. Never leaves the parse stage. */
export class Refusal extends Error {
  readonly diagnostic: Diagnostic;

  constructor(diagnostic: Diagnostic) {
    super(diagnostic.code);
    this.diagnostic = diagnostic;
  }
}

/** A range of offsets from the start of a document. */
export type Range = readonly [from: number, to: number];

/** Makes the refusal of a document, to be thrown. */
export function refusal<C extends Code>(
  document: DocumentText,
  code: C,
  range: Range,
  args: ArgsOf<C>,
): Refusal {
  return new Refusal(atText(code, placeIn(document, ...range), args));
}

/** Takes findings until there are `most`, then says once that there are more. */
export function boundedReport(found: Diagnostic[], most: number): Report {
  return (diagnostic) => {
    if (found.length < most) found.push(diagnostic);
    else if (found.length === most && diagnostic.place.kind === 'text')
      found.push(atText('parse/more-findings', diagnostic.place.place, { listed: most }));
  };
}
