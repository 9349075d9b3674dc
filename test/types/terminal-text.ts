// Checked by tsc, never run: each mistake must stay one, or its @ts-expect-error is an error.
import {
  escapeForTerminal,
  joinTerminal,
  terminal,
  trimTerminalEnd,
  type TerminalText,
} from '../../src/diagnostics/render/escape.ts';
import type { Frame } from '../../src/diagnostics/render/frame.ts';
import { styleFor } from '../../src/diagnostics/render/style.ts';

const manifest: string = '\u001b[2J';
const style = styleFor(true);

export const right: readonly TerminalText[] = [
  terminal`${style.strong(escapeForTerminal(manifest))}: ${1} line\n`,
  joinTerminal([escapeForTerminal(manifest)], terminal`, `),
  trimTerminalEnd(style.severity('error', escapeForTerminal(manifest))),
];

// @ts-expect-error -- text that nobody has made safe
export const raw: TerminalText = manifest;

// @ts-expect-error -- a text that is put together by hand
export const handWritten: TerminalText = `${escapeForTerminal(manifest)}${manifest}`;

// @ts-expect-error -- text of a manifest between our words
export const between: TerminalText = terminal`name: ${manifest}`;

// @ts-expect-error -- text of a manifest in place of our words
joinTerminal([terminal`a`], manifest);

// @ts-expect-error -- text of a manifest among safe ones
joinTerminal([terminal`a`, manifest], terminal`, `);

// @ts-expect-error -- trimming makes nothing safe
trimTerminalEnd(manifest);

// @ts-expect-error -- text of a manifest, set in bold
style.strong(manifest);

// @ts-expect-error -- text of a manifest, made faint
style.faint(manifest);

// @ts-expect-error -- text of a manifest, in the colour of its severity
style.severity('error', manifest);

// @ts-expect-error -- a line of the source as it is
export const line: Frame['line'] = manifest;
