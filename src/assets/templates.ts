import slim from 'nunjucks/browser/nunjucks-slim.js';
import { templates } from '../emit/nginx/generated/templates.js';
import type { TargetAssets } from '../target/target.ts';

/** Prepares the precompiled templates; the same options as in templates/generate.mjs. */
export function loadNginxTemplates(): TargetAssets['renderNginx'] {
  const environment = new slim.Environment(new slim.PrecompiledLoader(templates), {
    autoescape: false,
    throwOnUndefined: true,
    trimBlocks: true,
    lstripBlocks: true,
  });
  return (template, view) => environment.render(template, view);
}
