import { descriptorTexts } from '../emit/envoy/generated/descriptor.js';
import { missingCluster } from '../emit/envoy/names.ts';
import { makeBootstrapCheck } from '../emit/envoy/proto/check-bootstrap.ts';
import { finder } from '../emit/envoy/proto/descriptor.ts';
import type { TargetAssets } from '../target/target.ts';

/** The check of Envoy bootstraps by the protos that are vendored under `schemas/envoy`. */
export function loadEnvoyVerifier(): TargetAssets['verifyEnvoy'] {
  const check = makeBootstrapCheck(finder(descriptorTexts));
  const reservedClusters: ReadonlySet<string> = new Set([missingCluster]);
  return (bootstrap, { envoyVersion: { major, minor, patch } }) =>
    check(bootstrap, {
      reservedClusters,
      envoyVersion: `${String(major)}.${String(minor)}.${String(patch)}`,
    });
}
