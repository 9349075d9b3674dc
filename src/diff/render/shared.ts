import type { DiffReport, ManifestPlace, ReportedChange, ReportedFile } from '../model.ts';
import { countLines } from '../model.ts';
import { risks, type Risk } from '../risk.ts';

/** `1 file`, `4 files` */
export function count(number: number, singular: string, plural: string): string {
  return `${String(number)} ${number === 1 ? singular : plural}`;
}

/** `2 high, 1 low`; empty when there is nothing. */
export function riskCounts(changes: readonly ReportedChange[]): string {
  return risks
    .map((risk): [Risk, number] => [risk, changes.filter((each) => each.risk === risk).length])
    .filter(([, number]) => number > 0)
    .map(([risk, number]) => `${String(number)} ${risk}`)
    .join(', ');
}

/** `1 introduced, 2 fixed, 3 unchanged` */
export function findingCounts({ findings }: DiffReport): string {
  const { introduced, fixed, unchanged } = findings;
  return `${String(introduced.length)} introduced, ${String(fixed.length)} fixed, ${String(unchanged.length)} unchanged`;
}

/** `2 files, +3 -1` */
export function fileCounts(files: readonly ReportedFile[]): string {
  const counts = files.map(countLines);
  const added = counts.reduce((sum, each) => sum + each.added, 0);
  const removed = counts.reduce((sum, each) => sum + each.removed, 0);
  return `${count(files.length, 'file', 'files')}, +${String(added)} -${String(removed)}`;
}

export function placeText({ file, line }: ManifestPlace): string {
  return `${file}:${String(line)}`;
}

/** What keeps a change of a key from being shown. */
export const secretNote = 'a private key differs; keys are never shown';
