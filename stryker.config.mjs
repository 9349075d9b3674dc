// What `npm run mutation` does: see CONTRIBUTING.md.
import { mutated } from './test/mutation/scope.mjs';

export default {
  plugins: ['./test/mutation/runner.mjs'],
  testRunner: 'hot',
  coverageAnalysis: 'perTest',
  mutate: mutated,
  mutationTests: [
    'src/{resolve,ir,status}/**/*.test.ts',
    'src/target/{*.test.ts,regex/*.test.ts}',
    'src/emit/nginx/{capabilities,names,pcre,quote,url-path}.test.ts',
    'src/emit/envoy/{capabilities,index,quote,regex-size,url-path}.test.ts',
    'src/diagnostics/render/{escape,text}.test.ts',
    'test/mutation/fixtures.ts',
  ],
  ignorePatterns: ['/.cache', '/dist', '/.mutation', '/test/bench', '/test/conformance'],
  reporters: ['progress-append-only', 'json'],
  jsonReporter: { fileName: '.mutation/report.json' },
  incrementalFile: '.mutation/incremental.json',
  tempDirName: '.stryker-tmp',
  concurrency: 1,
  timeoutMS: 10_000,
  allowConsoleColors: false,
  warnings: { unknownOptions: false, slow: false },
};
