// node stages.mjs BUNDLE FILE: the compiler's pipeline with a watch at each stage, in a cold process like the
// command line's.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { makeStopwatch } from './stopwatch.mjs';

const [bundle, path] = process.argv.slice(2);
const { time, parts } = makeStopwatch();
const stages = await import(pathToFileURL(bundle).href);

const options = {
  channel: 'standard',
  release: '1.7',
  gateways: [],
  gatewayClass: null,
  controllerName: null,
  addresses: [],
  usableAddresses: null,
  clusterDomain: 'cluster.local',
  endpoints: [],
  assumeSecrets: null,
  assumeServices: false,
  portOffset: 0,
};
const targetOptions = {
  nginxVersion: { major: 1, minor: 28, patch: 0 },
  envoyVersion: { major: 1, minor: 36, patch: 0 },
  portOffset: 0,
  resolvers: [],
  systemTrust: '/etc/ssl/certs/ca-certificates.crt',
  socketFolder: '/run',
  configRoot: null,
};

const assets = await stages.loadAssets(['nginx', 'envoy']);
const text = time('read', () => readFileSync(path, 'utf8'));
const files = [{ name: 'all.yaml', text }];
const parsed = time('parse', () => stages.parseFiles(files));
const validated = time('validate', () =>
  stages.validate(parsed.value.documents, assets.schemas, options),
);
const unsupported = time('unsupported fields', () =>
  stages.findUnsupported(validated.value.objects),
);
const resolved = time('resolve', () => stages.resolve(validated.value.resources, options));
const found = [parsed, validated, resolved].flatMap(({ diagnostics }) => diagnostics);
found.push(...unsupported);
for (const target of Object.values(stages.targets))
  for (const gateway of resolved.value.ir.gateways) found.push(...emit(target, gateway));
time('locate findings', () => stages.locate(found, stages.makeLocator(files)));
process.stdout.write(JSON.stringify(parts));

function emit(target, gateway) {
  const checked = time(`${target.name}: capabilities`, () =>
    stages.checkCapabilities(gateway, target, targetOptions),
  );
  time(`${target.name}: emit`, () => target.emit(checked.value, targetOptions, assets.target));
  return checked.diagnostics;
}
