import { readFileSync } from 'node:fs';
import { expectedNames, expectedPath, listFixtures } from '../support/fixtures.ts';
import { nameOf, readNginx } from './nginx-syntax.ts';

// What no golden happens to need.
const hashes = ['server_names_hash', 'map_hash', 'variables_hash', 'proxy_headers_hash'];
const ofBackends = [
  'set_header',
  'ssl_name',
  'ssl_server_name',
  'ssl_trusted_certificate',
  'ssl_verify',
];
const rare = [
  'real_ip_header',
  'set_real_ip_from',
  'proxy_protocol',
  ...hashes.flatMap((hash) => [`${hash}_bucket_size`, `${hash}_max_size`]),
  ...ofBackends.flatMap((name) => [`proxy_${name}`, `grpc_${name}`]),
];

/** The names of all directives in goldens: what the emitter says, whatever the manifest. */
export function knownDirectives(): ReadonlySet<string> {
  const known = new Set(rare);
  for (const fixture of listFixtures(''))
    for (const file of expectedNames(fixture)) {
      if (!file.endsWith('nginx.conf')) continue;
      const syntax = readNginx(readFileSync(expectedPath(fixture, file), 'utf8'));
      if (syntax.kind === 'broken') throw new Error(`${fixture.name}/${file}: ${syntax.problem}`);
      for (const directive of syntax.directives) {
        const name = nameOf(directive);
        if (name !== null) known.add(name);
      }
    }
  return known;
}
