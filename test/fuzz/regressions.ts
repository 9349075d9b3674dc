import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { compareText } from '../../src/util/compare.ts';
import { repository } from '../support/fixtures.ts';
import type { Setup } from './mutant.ts';

/** A manifest on which something went wrong once. */
export interface Regression {
  readonly name: string;
  readonly text: string;
  readonly setup: Setup;
  /** What went wrong. */
  readonly was: string;
}

const folder = path.join(repository, 'fixtures/fuzz');

/** All of `fixtures/fuzz`: each YAML file with a JSON file that has the options and what went wrong. */
export function listRegressions(): readonly Regression[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .sort(compareText)
    .map((file) => readRegression(path.join(folder, file)));
}

/** @param file - path of the YAML file */
export function readRegression(file: string): Regression {
  const about = JSON.parse(readFileSync(file.replace(/\.yaml$/, '.json'), 'utf8')) as Pick<
    Regression,
    'setup' | 'was'
  >;
  return { ...about, name: path.basename(file, '.yaml'), text: readFileSync(file, 'utf8') };
}

export function writeRegression({ name, text, setup, was }: Regression): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, `${name}.yaml`), text);
  writeFileSync(path.join(folder, `${name}.json`), `${JSON.stringify({ was, setup }, null, 2)}\n`);
}
