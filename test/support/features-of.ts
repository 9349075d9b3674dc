import type { GatewayIr } from '../../src/ir/index.ts';
import type { FeatureUse } from '../../src/target/feature.ts';
import { visitFeatures } from '../../src/target/features.ts';

/** All uses of features of a Gateway, in order. */
export function featuresOf(gateway: GatewayIr): readonly FeatureUse[] {
  const uses: FeatureUse[] = [];
  visitFeatures(gateway, (use) => void uses.push(use));
  return uses;
}
