#!/usr/bin/env node
// Writes manifests for benchmarks and for runs with real proxies; see usage below.
import { parseArgs } from 'node:util';
import { defaultOptions } from './manifests/options.mjs';
import { writeManifests } from './manifests/write.mjs';

const usage = `usage: node test/bench/generate.mjs ROUTES FOLDER [options]

  --layout single|split  one file, or one for each route (default: single)
  --seed N               equal seeds give equal bytes (default: 42)
  --gateways N           Gateways that share the routes, 1 to 4 (default: by the number of routes)
  --one-host             one hostname for each Gateway, routes told apart by path
  --http-port N          port of the HTTP listeners (default: 80)
  --https-port N         port of the HTTPS listeners (default: 443)
  --loopback PORT        every backend is 127.0.0.1:PORT
  --backend-tls          BackendTLSPolicies for some routes
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    layout: { type: 'string', default: 'single' },
    seed: { type: 'string' },
    gateways: { type: 'string' },
    'one-host': { type: 'boolean', default: false },
    'http-port': { type: 'string' },
    'https-port': { type: 'string' },
    loopback: { type: 'string' },
    'backend-tls': { type: 'boolean', default: false },
  },
});
const [routes, folder] = positionals;
const { layout } = values;
if (routes === undefined || folder === undefined || (layout !== 'single' && layout !== 'split')) {
  process.stderr.write(usage);
  process.exit(2);
}

const defaults = defaultOptions(whole(routes, 0));
const written = writeManifests(
  folder,
  {
    ...defaults,
    seed: whole(values.seed, defaults.seed),
    gateways: whole(values.gateways, defaults.gateways),
    httpPort: whole(values['http-port'], defaults.httpPort),
    httpsPort: whole(values['https-port'], defaults.httpsPort),
    loopbackPort: values.loopback === undefined ? null : whole(values.loopback, 0),
    oneHost: values['one-host'],
    backendTls: values['backend-tls'],
  },
  layout,
);
process.stdout.write(`${JSON.stringify({ routes: defaults.routes, ...written, folder })}\n`);

/**
 * @param {string | undefined} text
 * @param {number} missing
 * @returns {number}
 */
function whole(text, missing) {
  if (text === undefined) return missing;
  if (!/^\d{1,9}$/.test(text)) {
    process.stderr.write(`not a whole number: ${text}\n${usage}`);
    process.exit(2);
  }
  return Number(text);
}
