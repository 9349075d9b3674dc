// Loads the bundle for the programs in dist/bin. Where record-code.cjs has left what V8 made of it, nothing is compiled
// again, which is a third of the time of a small run. V8 checks that it made the code itself, of a text of this length;
// else it compiles.
'use strict';
const { existsSync, readFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const { Script } = require('node:vm');

/** The folder for code of a Node like this one, seen from dist/. */
const codeFolder = join('code', `${process.version}-${process.platform}-${process.arch}`);

/** The file in it for a file of the bundle. */
const codeFile = (/** @type {string} */ file) => file.replaceAll(/[\\/]/g, '_');

/**
 * A `require` for files of the bundle, which are named as seen from dist/.
 *
 * @param {(file: string, script: Script) => void} loaded - is told of each
 * @returns {(file: string) => any} what a file exports
 */
function loader(loaded) {
  const modules = new Map();
  const load = (/** @type {string} */ file) => {
    const known = modules.get(file);
    if (known !== undefined) return known.exports;
    const module = { exports: {} };
    modules.set(file, module);
    const path = join(__dirname, file);
    const folder = dirname(file);
    const requireFrom = (/** @type {string} */ id) =>
      id.startsWith('.') ? load(join(folder, id)) : require(id);
    const script = scriptOf(file, readFileSync(path).toString());
    script.runInThisContext()(module.exports, requireFrom, module, path, dirname(path));
    loaded(file, script);
    return module.exports;
  };
  return load;
}

function scriptOf(/** @type {string} */ file, /** @type {string} */ text) {
  const wrapped = `(function (exports, require, module, __filename, __dirname) {${text}\n})`;
  // The name becomes a part of the code, so that it must not tell where the code was made.
  return new Script(wrapped, { filename: file, cachedData: codeOf(file) });
}

/** @returns {Buffer | undefined} */
function codeOf(/** @type {string} */ file) {
  try {
    return readFileSync(join(__dirname, codeFolder, codeFile(file)));
  } catch {
    return undefined;
  }
}

/** Runs a program of the bundle; `done` is for those that load it instead of starting it. */
function runProgram(/** @type {string} */ file) {
  const hasCode = existsSync(join(__dirname, codeFolder));
  const { run } = hasCode ? loader(() => {})(file) : require(`./${file}`);
  return { done: run() };
}

module.exports = { codeFile, codeFolder, loader, runProgram };
