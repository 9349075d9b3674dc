import type { Assets } from '../compile-options.ts';
import type { TargetName } from '../diagnostics/diagnostic.ts';
import type { TargetAssets } from '../target/target.ts';
import type { SchemaSet } from '../validate/schema-set.ts';

/** Loads what a run for these targets needs, and nothing else. */
export async function loadAssets(targets: readonly TargetName[]): Promise<Assets> {
  const [schemas, renderNginx, verifyEnvoy] = await Promise.all([
    loadSchemas(),
    targets.includes('nginx') ? nginxTemplates() : missing('nginx'),
    targets.includes('envoy') ? envoyVerifier() : missing('envoy'),
  ]);
  return { schemas, target: { renderNginx, verifyEnvoy } };
}

/** The schemas alone, for commands that emit nothing. */
export async function loadSchemas(): Promise<SchemaSet> {
  return (await import('./schemas.ts')).loadSchemas();
}

async function nginxTemplates(): Promise<TargetAssets['renderNginx']> {
  return (await import('./templates.ts')).loadNginxTemplates();
}

async function envoyVerifier(): Promise<TargetAssets['verifyEnvoy']> {
  return (await import('./envoy.ts')).loadEnvoyVerifier();
}

function missing(target: TargetName): () => never {
  return () => {
    throw new Error(`the assets of target ${target} were not loaded`);
  };
}
