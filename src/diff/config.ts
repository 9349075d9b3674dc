import type { TargetName } from '../diagnostics/diagnostic.ts';
import type { GatewayOutput } from '../compile-options.ts';
import type { ResourceId } from '../source/place.ts';
import type { OutputFile } from '../target/options.ts';
import { compareText } from '../util/compare.ts';
import { hunksOf, type Hunk } from './lines/hunks.ts';

/** What becomes different in one generated file. */
export interface FileDiff {
  readonly gateway: ResourceId;
  /** Null for a file that the targets share. */
  readonly target: TargetName | null;
  /** `namespace/gateway/file` */
  readonly path: string;
  readonly how: 'added' | 'removed' | 'changed';
  /** Null for private keys, which are compared and never shown. */
  readonly hunks: readonly Hunk[] | null;
}

/** Compares the files of both sides, sorted by path. */
export function compareOutputs(
  base: readonly GatewayOutput[],
  head: readonly GatewayOutput[],
): readonly FileDiff[] {
  const [before, after] = [filesOf(base), filesOf(head)];
  const paths = [...new Set([...before.keys(), ...after.keys()])].sort(compareText);
  return paths.flatMap((path) => {
    const [from, to] = [before.get(path), after.get(path)];
    const either = to ?? from;
    if (either === undefined) return [];
    return compareFiles(path, either, [from?.file ?? null, to?.file ?? null]);
  });
}

function compareFiles(
  path: string,
  { gateway, file: { target } }: PlacedFile,
  [from, to]: readonly [OutputFile | null, OutputFile | null],
): readonly FileDiff[] {
  if (isSame(from, to)) return [];
  const how = from === null ? 'added' : to === null ? 'removed' : 'changed';
  return [{ gateway, target, path, how, hunks: hunksBetween(from, to) }];
}

interface PlacedFile {
  readonly gateway: ResourceId;
  readonly file: OutputFile;
}

function filesOf(outputs: readonly GatewayOutput[]): ReadonlyMap<string, PlacedFile> {
  return new Map(
    outputs.flatMap(({ gateway, files }) =>
      files.map((file): [string, PlacedFile] => [
        `${gateway.namespace}/${gateway.name}/${file.path}`,
        { gateway, file },
      ]),
    ),
  );
}

function isSame(a: OutputFile | null, b: OutputFile | null): boolean {
  if (a === null || b === null || a.content.kind !== b.content.kind) return false;
  return textOf(a) === textOf(b);
}

function textOf({ content }: OutputFile): string {
  return content.kind === 'public' ? content.text : content.reveal();
}

function hunksBetween(a: OutputFile | null, b: OutputFile | null): readonly Hunk[] | null {
  const isSecret = (file: OutputFile | null): boolean => file?.content.kind === 'secret';
  if (isSecret(a) || isSecret(b)) return null;
  return hunksOf(a === null ? '' : textOf(a), b === null ? '' : textOf(b));
}
