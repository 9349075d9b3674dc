/** Layers of src/, from the bottom: each may import only what stands before it. */
const pureStages =
  '^src/(util|source|diagnostics|model|parse|validate|ir|resolve|lint|target|emit|status|trace|inspect|graph|report|diff|krm)/';
const tests = '\\.test\\.ts$';

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      comment: 'Modules that need each other are one module, or miss a third.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'emitters-see-ir-only',
      severity: 'error',
      comment: 'An emitter reads Gateway API resources. Put the missing fact into src/ir instead.',
      from: { path: '^src/emit/', pathNot: tests },
      to: { path: '^src/(model|parse|validate|resolve|cli|assets)/' },
    },
    {
      name: 'targets-do-not-know-each-other',
      severity: 'error',
      comment: 'What both targets need belongs into src/target.',
      from: { path: '^src/emit/nginx/' },
      to: { path: '^src/emit/envoy/' },
    },
    {
      name: 'targets-do-not-know-each-other-2',
      severity: 'error',
      comment: 'What both targets need belongs into src/target.',
      from: { path: '^src/emit/envoy/' },
      to: { path: '^src/emit/nginx/' },
    },
    {
      name: 'ir-is-neutral',
      severity: 'error',
      comment: 'The IR knows nothing of proxies, manifests or stages.',
      from: { path: '^src/ir/', pathNot: tests },
      to: { path: '^src/(?!ir|source|util)' },
    },
    {
      name: 'resolve-knows-no-target',
      severity: 'error',
      comment: 'References mean the same for every proxy. Differences live in capability tables.',
      from: { path: '^src/resolve/', pathNot: tests },
      to: { path: '^src/(emit|target|cli|assets)/' },
    },
    {
      name: 'diff-compares-meaning',
      severity: 'error',
      comment: 'What a change means is told from the IR, for every proxy alike.',
      from: { path: '^src/diff/', pathNot: tests },
      to: { path: '^src/(emit|model|parse|validate|resolve|cli|assets)/' },
    },
    {
      name: 'stages-are-pure',
      severity: 'error',
      comment:
        'A pipeline stage reads files, the clock or the environment. Only src/cli and src/assets may; pass values in.',
      from: { path: pureStages, pathNot: tests },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?(crypto|net)$' },
    },
    {
      name: 'offline',
      severity: 'error',
      comment:
        'Compiling reaches for no network and no other program. Only `test --proxy` talks to proxies on this machine; the comment of action.yml gets fetch as a value.',
      from: { path: '^src/', pathNot: `^src/cli/proxy/|${tests}` },
      to: {
        dependencyTypes: ['core'],
        path: '^(node:)?(http|https|http2|dgram|dns|dns/promises|tls|child_process|cluster|worker_threads)$',
      },
    },
    {
      name: 'cli-is-the-top',
      severity: 'error',
      comment: 'The command line uses the compiler, never the other way round.',
      from: { path: '^src/', pathNot: '^src/cli/' },
      to: { path: '^src/cli/' },
    },
    {
      name: 'assets-are-loaded-by-the-cli',
      severity: 'error',
      comment: 'Stages get their assets as values.',
      from: { path: pureStages, pathNot: tests },
      to: { path: '^src/assets/' },
    },
    {
      name: 'yaml-in-parse-only',
      severity: 'error',
      comment: 'One reader of YAML, one place for its traps; printing is another matter.',
      from: {
        path: '^src/',
        pathNot: `^src/parse/|^src/(?:report/yaml-text|krm/print)\\.ts|${tests}`,
      },
      to: { path: '^node_modules/yaml/' },
    },
    {
      name: 'globs-in-cli-only',
      severity: 'error',
      comment: 'Only the command line looks for files.',
      from: { path: '^src/', pathNot: '^src/cli/' },
      to: { path: '^node_modules/fast-glob/' },
    },
    {
      name: 'not-to-test',
      severity: 'error',
      comment: 'Shipped code needs nothing of the tests.',
      from: { path: '^src/', pathNot: tests },
      to: { path: `^test/|${tests}` },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      comment: 'Nobody uses this module.',
      from: { orphan: true, path: '^src/', pathNot: `\\.d\\.ts$|/generated/|${tests}` },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
};
