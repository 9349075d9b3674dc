import { ownPath } from '../../target/file-path.ts';
import type { Target } from '../../target/target.ts';
import { capabilities } from './capabilities.ts';
import { conduct } from './conduct.ts';
import { lowerGateway } from './lower/gateway.ts';
import { createProvenance, settleProvenance } from './provenance.ts';

const CONFIG_FILE = ownPath('nginx.conf');

/** NGINX with its stock modules, one plain nginx.conf for each Gateway. */
export const nginx: Target = {
  name: 'nginx',
  configFile: CONFIG_FILE,
  capabilities,
  conduct,
  emit: (gateway, options, assets) => {
    const provenance = createProvenance();
    const view = lowerGateway(gateway, options, provenance);
    const rendered = assets.renderNginx('nginx.conf.njk', view);
    const { text, sourceMap } = settleProvenance(rendered, provenance, CONFIG_FILE);
    return { files: [{ path: CONFIG_FILE, text }], sourceMap };
  },
};
