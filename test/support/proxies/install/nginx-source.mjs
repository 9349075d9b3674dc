import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { libraryFolders, unpackDebianPackages } from './apt.mjs';
import { installFailure, isRunnable, run } from './command.mjs';
import { nginxVersion } from './versions.mjs';

const REMEDY =
  'install cargo, a C compiler, make and the headers of PCRE2, OpenSSL and zlib (Debian: apt-get ' +
  'install cargo gcc make libpcre2-dev libssl-dev zlib1g-dev), or set GATEWRIGHT_NGINX_1_28 to an ' +
  'nginx 1.28 binary';

const CONFIGURE = [
  '--with-http_ssl_module',
  '--with-http_v2_module',
  '--with-http_realip_module',
  '--with-http_auth_request_module',
  '--with-http_stub_status_module',
  '--with-stream',
  '--with-stream_ssl_module',
  '--with-stream_ssl_preread_module',
  '--with-pcre-jit',
  '--with-threads',
];

const HEADER_PACKAGES = [
  { header: 'pcre2.h', define: '-DPCRE2_CODE_UNIT_WIDTH=8', debianPackage: 'libpcre2-dev' },
  { header: 'openssl/ssl.h', define: '-DGATEWRIGHT', debianPackage: 'libssl-dev' },
  { header: 'zlib.h', define: '-DGATEWRIGHT', debianPackage: 'zlib1g-dev' },
];

/**
 * Builds the newest nginx 1.28 out of the crate `nginx-src`, which carries nginx's source.
 *
 * @param {string} folder - where to install
 * @returns {Promise<import('./cache.mjs').Installed>} what was installed
 */
export async function installNginxSource(folder) {
  const work = join(folder, 'build');
  const bin = join('sbin', 'nginx');
  try {
    await requireTools(['cargo', 'cc', 'make']);
    const source = join(work, 'nginx');
    await cp(await fetchSource(join(work, 'fetch')), source, { recursive: true });
    await build(source, await provideHeaders(join(work, 'sysroot')));
    await mkdir(join(folder, 'sbin'));
    await cp(join(source, 'objs', 'nginx'), join(folder, bin));
    const version = await nginxVersion(join(folder, bin));
    await rm(work, { recursive: true });
    return { version, bin, modules: null, libraries: [] };
  } catch (error) {
    throw installFailure(`nginx-1.28: ${error instanceof Error ? error.message : error}`, REMEDY);
  }
}

/** @param {readonly string[]} tools */
async function requireTools(tools) {
  for (const tool of tools) {
    if (!(await isRunnable(tool))) throw new Error(`${tool} is not installed`);
  }
}

/**
 * Lets cargo fetch the crate as the only dependency of a throw-away project.
 *
 * @param {string} project - folder for that project
 */
async function fetchSource(project) {
  await mkdir(join(project, 'src'), { recursive: true });
  await writeFile(join(project, 'src', 'lib.rs'), '');
  const manifest = join(project, 'Cargo.toml');
  await writeFile(
    manifest,
    '[package]\nname = "fetch"\nversion = "0.0.0"\nedition = "2021"\n\n' +
      '[dependencies]\nnginx-src = "~1.28"\n\n[workspace]\n',
  );
  const query = ['metadata', '--quiet', '--format-version', '1', '--manifest-path', manifest];
  const { packages } = JSON.parse((await run('cargo', query)).stdout);
  for (const { name, manifest_path: path } of packages) {
    if (name === 'nginx-src') return join(dirname(path), 'nginx');
  }
  throw new Error('cargo found no crate nginx-src 1.28');
}

/**
 * Finds development headers; what the system lacks is unpacked from Debian packages, whose static
 * libraries the linker then takes.
 *
 * @param {string} tree - folder to unpack into
 * @returns {Promise<{ readonly cc: string, readonly ld: string }>} compiler and linker options
 */
async function provideHeaders(tree) {
  /** @type {string[]} */
  const missing = [];
  for (const { header, define, debianPackage } of HEADER_PACKAGES) {
    const probe = ['-E', '-x', 'c', define, '-include', header, '/dev/null'];
    await run('cc', probe).catch(() => missing.push(debianPackage));
  }
  if (missing.length === 0) return { cc: '', ld: '' };
  await unpackDebianPackages(missing, tree);
  const libraries = await libraryFolders(tree, '.a');
  const include = join(tree, 'usr', 'include');
  // libssl-dev keeps architecture-dependent headers beside the others, under the multiarch name.
  const includes = [
    include,
    ...libraries.map((path) => join(include, path.split('/').pop() ?? '')),
  ];
  return {
    cc: includes.map((path) => ` -I${path}`).join(''),
    ld: libraries.map((path) => `-L${join(tree, path)}`).join(' '),
  };
}

/**
 * @param {string} source - unpacked source of nginx
 * @param {{ readonly cc: string, readonly ld: string }} options - further compiler and linker options
 */
async function build(source, options) {
  const flags = [`--with-cc-opt=-O1${options.cc}`, `--with-ld-opt=${options.ld}`];
  await run('sh', ['auto/configure', '--prefix=.', ...flags, ...CONFIGURE], { cwd: source });
  await run('make', ['-j2'], { cwd: source });
}
