import { descriptorJson } from '../emit/envoy/generated/descriptor.js';
import type { Namespace } from '../emit/envoy/proto/descriptor.ts';
import { makeVerifier } from '../emit/envoy/proto/verify.ts';
import type { TargetAssets } from '../target/target.ts';

/** The check of Envoy bootstraps by the protos that are vendored under `schemas/envoy`. */
export function loadEnvoyVerifier(): TargetAssets['verifyEnvoy'] {
  const verify = makeVerifier(JSON.parse(descriptorJson) as Namespace);
  return (bootstrap) => verify('envoy.config.bootstrap.v3.Bootstrap', bootstrap);
}
