import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import nunjucks from 'nunjucks';

// `autoescape` is for HTML. A value that the view lacks is a bug, not an empty string.
const options = { autoescape: false, throwOnUndefined: true, trimBlocks: true, lstripBlocks: true };

/**
 * Precompiles templates/nginx into a module, so that nothing is compiled when the program starts.
 *
 * @param {string} root - the repository's folder
 */
export async function generate(root) {
  const source = join(root, 'templates', 'nginx');
  const target = join(root, 'src', 'emit', 'nginx', 'generated');
  const env = new nunjucks.Environment(null, options);
  const names = (await readdir(source)).filter((name) => name.endsWith('.njk')).sort();
  const entries = [];
  for (const name of names) {
    const text = await readFile(join(source, name), 'utf8');
    entries.push(nunjucks.precompileString(text, { name, env, wrapper: toEntry }));
  }
  await mkdir(target, { recursive: true });
  const module = `// Made by templates/generate.mjs\nexport const templates = {\n${entries.join('')}};\n`;
  await writeFile(join(target, 'templates.js'), module);
}

function toEntry(templates) {
  return templates
    .map(({ name, template }) => `${JSON.stringify(name)}: (() => {\n${template}\n})(),\n`)
    .join('');
}
