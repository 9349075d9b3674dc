import { expect, test } from 'vitest';
import { recordingIo } from '../../test/cli/support/recording-io.ts';
import { withProgress } from './progress.ts';

const big = [{ name: 'a', text: 'x'.repeat(3_000_000) }];

function printed(isTerminal: boolean, files = big, options: readonly string[] = []): string {
  let text = '';
  const write = (more: string): void => void (text += more);
  const stderr = { isTerminal, write, writeDocument: write };
  const { io } = recordingIo('/', '', { stderr });
  const args = {
    values: new Map(options.map((name) => [name, ['']])),
    positionals: [],
    configuredPaths: [],
  };
  expect(withProgress(files, () => 7, { args, io })).toBe(7);
  return text;
}

test('long work is told of on a terminal, and the line goes away', () => {
  expect(printed(true)).toBe('working on 1 file, 3.0 MB …\r\u001b[K');
});

test('nowhere else', () => {
  expect(printed(false)).toBe('');
  expect(printed(true, [{ name: 'a', text: 'x' }])).toBe('');
  expect(printed(true, big, ['quiet'])).toBe('');
});
