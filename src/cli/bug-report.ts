import {
  escapeForTerminal,
  joinTerminal,
  terminal,
  type TerminalText,
} from '../diagnostics/render/escape.ts';
import { version } from './version.ts';

const shownFrames = 10;

/**
 * What is printed when gatewright itself fails. An error's message may quote the input, so only its name
 * and the places in our code are shown, unless the user asked for more.
 */
export function bugReport(error: unknown, withMessage: boolean): TerminalText {
  const { name, message, stack } =
    error instanceof Error ? error : { name: typeof error, message: '', stack: '' };
  // The stack begins with the message, which may have several lines that look like frames.
  const trace = stack ?? '';
  const frames = trace
    .slice(Math.max(0, trace.indexOf(message)) + message.length)
    .split('\n')
    .filter((line) => /^ {4}at /.test(line));
  const lines = [
    terminal`gatewright: internal error (${escapeForTerminal(name)}). This is a bug: nothing is wrong with your command line.`,
    ...(withMessage ? [terminal`  ${escapeForTerminal(message)}`] : []),
    ...frames.slice(0, shownFrames).map((line) => terminal`  ${escapeForTerminal(line.trim())}`),
    escapeForTerminal(`gatewright ${version}, Node ${process.version}, ${process.platform}`),
    withMessage
      ? terminal`Please report it with the text above, after a look for secrets in it.`
      : terminal`Please report it with the text above and your options. GATEWRIGHT_DEBUG=1 shows the message, which may quote your manifests.`,
    terminal``,
  ];
  return joinTerminal(lines, terminal`\n`);
}
