import { ownPath } from '../../target/file-path.ts';
import type { Target } from '../../target/target.ts';
import { invariant } from '../../util/invariant.ts';
import { lowerGateway } from './bootstrap.ts';
import { capabilities } from './capabilities.ts';
import { conduct } from './conduct.ts';
import { printJson } from './print.ts';
import { createProvenance, forgetful } from './provenance.ts';
import { sourceMapOf } from './source-map.ts';

const configFile = ownPath('envoy.json');

/**
 * Envoy 1.36 and newer: one static bootstrap for each Gateway. What the protos would refuse is a bug
 * here, so it throws an `InternalError` before anything is written.
 */
export const envoy: Target = {
  name: 'envoy',
  configFile,
  capabilities,
  conduct,
  emit: (gateway, options, assets) => {
    const bootstrap = lowerGateway(gateway, options, forgetful);
    const [problem] = assets.verifyEnvoy(bootstrap, options);
    invariant(
      problem === undefined,
      `the Envoy bootstrap is not valid at ${problem?.pointer ?? ''}: ${problem?.message ?? ''}`,
    );
    return {
      files: [{ path: configFile, text: printJson(bootstrap) }],
      sourceMap: () => {
        const provenance = createProvenance();
        return sourceMapOf(lowerGateway(gateway, options, provenance), provenance, configFile);
      },
    };
  },
};
