import type { TargetName } from './diagnostics/diagnostic.ts';
import type { Capability, Support } from './target/capability.ts';
import { requestDifferences, type RequestDifferenceId } from './target/differences.ts';
import type { FeatureId } from './target/feature.ts';
import { featureTitles } from './target/feature-titles.ts';
import { targets } from './targets.ts';
import { compareText } from './util/compare.ts';
import { invariant } from './util/invariant.ts';

/** A difference of a feature by its target and its id, or one of every request. */
export type DifferenceRef = `${TargetName} ${FeatureId}` | RequestDifferenceId;

/** What SUPPORT.md says behind a number. */
export interface NumberedDifference {
  readonly number: number;
  /** In Markdown. */
  readonly text: string;
}

/** All features, as SUPPORT.md lists them. */
export const listedFeatures: readonly FeatureId[] = (
  Object.keys(featureTitles) as FeatureId[]
).sort((a, b) => compareText(featureTitles[a], featureTitles[b]));

/** All targets, as SUPPORT.md lists them. */
export const listedTargets = Object.keys(targets) as readonly TargetName[];

/** A target's stand on a feature in general. */
export function summaryOf(target: TargetName, feature: FeatureId): Support {
  const row = targets[target].capabilities[feature] as Capability<FeatureId>;
  return row.summary;
}

/** Every difference by what it is called in code, in the order of the numbers. */
export const numberedDifferences: ReadonlyMap<DifferenceRef, NumberedDifference> = new Map(
  [...ofFeatures(), ...ofRequests()].map(([ref, text], position) => [
    ref,
    { number: position + 1, text },
  ]),
);

/** What stands in brackets: the number of a difference. */
export function numberOf(ref: DifferenceRef): string {
  const found = numberedDifferences.get(ref);
  invariant(found !== undefined, `no difference is called ${ref}`);
  return String(found.number);
}

function ofFeatures(): readonly (readonly [DifferenceRef, string])[] {
  return listedFeatures.flatMap((feature) =>
    listedTargets.flatMap((target) => {
      const support = summaryOf(target, feature);
      if (support.level === 'exact') return [];
      const parts =
        support.level === 'approximated' ? [support.how, support.differs] : [support.why];
      const text = `**${target}: ${featureTitles[feature]}.** ${parts.map(sentence).join(' ')}`;
      return [[`${target} ${feature}`, text] as const];
    }),
  );
}

function ofRequests(): readonly (readonly [DifferenceRef, string])[] {
  const ids = Object.keys(requestDifferences) as RequestDifferenceId[];
  return ids.map((id) => {
    const { title, text } = requestDifferences[id];
    return [id, `**every request: ${title}.** ${text}`];
  });
}

/** Findings begin in lower case and end without a full stop; a document's sentences do not. */
function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1).replace(/\.$/, '')}.`;
}
