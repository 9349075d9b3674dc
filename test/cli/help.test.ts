import { describe, expect, test } from 'vitest';
import { parseArguments } from '../../src/cli/args/parse.ts';
import { commonOptions, settingsOptions } from '../../src/cli/args/options.ts';
import { commands } from '../../src/cli/commands/registry.ts';

/** The words of gatewright's own part of an example: what other programs do around it is theirs. */
function wordsOf(line: string): readonly string[] {
  const own = /(?:^|[(|] *)gatewright ([^|>)]*)/.exec(line)?.[1] ?? '';
  return [...own.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, plain]) => double ?? single ?? plain ?? '',
  );
}

describe.each(commands.map((command) => [command.name, command] as const))(
  '%s',
  (name, command) => {
    test('has examples', () => {
      expect(command.examples.length).toBeGreaterThan(0);
    });

    test.each(command.examples.map(({ line }) => line))('%s', (line) => {
      const [first, ...rest] = wordsOf(line);
      expect(first).toBe(name);
      const settings = command.configurable ? settingsOptions : [];
      parseArguments(rest, [...command.options, ...settings, ...commonOptions]);
    });
  },
);
