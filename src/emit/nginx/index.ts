import { ownPath } from '../../target/file-path.ts';
import type { Target } from '../../target/target.ts';
import { capabilities } from './capabilities.ts';
import { conduct } from './conduct.ts';
import { lowerGateway } from './lower/gateway.ts';
import { createProvenance, forgetful, settleProvenance, type Provenance } from './provenance.ts';

const CONFIG_FILE = ownPath('nginx.conf');

/** NGINX with its stock modules, one plain nginx.conf for each Gateway. */
export const nginx: Target = {
  name: 'nginx',
  configFile: CONFIG_FILE,
  capabilities,
  conduct,
  emit: (gateway, options, assets) => {
    const render = (provenance: Provenance): string =>
      assets.renderNginx('nginx.conf.njk', lowerGateway(gateway, options, provenance));
    return {
      files: [{ path: CONFIG_FILE, text: render(forgetful) }],
      sourceMap: () => {
        const provenance = createProvenance();
        return settleProvenance(render(provenance), provenance, CONFIG_FILE).sourceMap();
      },
    };
  },
};
