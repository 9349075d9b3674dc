import {
  compileOptions,
  diffOptions,
  statusOptions,
  testOptions,
  traceOptions,
  validateOptions,
} from '../args/options.ts';
import { riskMeanings, risks } from '../../diff/risk.ts';
import type { Command } from './command.ts';
import { inspectCommands } from './inspect-commands.ts';

const paths =
  'PATH is a file, a folder (all *.yaml, *.yml and *.json below it), a glob, or - for standard input; the current folder if none is given.';

/** All commands, in the order of `--help`. */
export const commands: readonly Command[] = [
  {
    name: 'compile',
    usage: '[PATH...] [-o DIR] [options]',
    summary: 'turn Gateway API manifests into configurations for NGINX and Envoy',
    description: [
      paths,
      'Without -o, the output must be a single file and goes to standard output.',
      'Findings are printed as text to standard error; with -o, --format can print them in another way to standard output, and --report writes them to files either way.',
      'Exit codes: 0 done, 1 the input has errors and nothing was written, 2 wrong usage or unreadable files, 3 --check found a difference, 70 a bug.',
    ],
    options: compileOptions,
    configurable: true,
    examples: [
      {
        line: 'gatewright compile manifests/ -o out',
        does: 'both proxies, one folder per Gateway',
      },
      {
        line: 'gatewright compile --target nginx gateway.yaml routes.yaml',
        does: 'one nginx.conf on standard output',
      },
      {
        line: 'kustomize build . | gatewright compile - -o out',
        does: 'what another tool rendered',
      },
      {
        line: 'gatewright compile manifests/ -o out --check',
        does: 'in CI: is the committed output up to date?',
      },
      {
        line: 'gatewright compile --port-offset 8000 --endpoint shop/cart:80=127.0.0.1:9000 manifests/ -o out',
        does: 'on a laptop, without Kubernetes',
      },
    ],
    load: async () => (await import('./compile.ts')).runCompile,
  },
  {
    name: 'validate',
    usage: '[PATH...] [options]',
    summary: 'check manifests as the API server would',
    description: [
      paths,
      'Findings are printed as text to standard error, or by --format in another way to standard output; --report writes them to files.',
      'Exit codes: 0 valid, 1 the input has errors, 2 wrong usage or unreadable files, 70 a bug.',
    ],
    options: validateOptions,
    configurable: true,
    examples: [
      { line: 'gatewright validate manifests/', does: 'all manifests below a folder' },
      {
        line: 'gatewright validate --channel experimental route.yaml',
        does: 'with the fields of the experimental channel',
      },
      {
        line: 'gatewright validate --context manifests/ manifests/shop.yaml',
        does: 'one file, among the others: as the pre-commit hook does',
      },
      {
        line: 'gatewright validate --gateway-api-version 1.4 --upgrade-to 1.7 manifests/',
        does: 'before the CRDs of a cluster are replaced',
      },
      {
        line: 'gatewright validate manifests/ --format json | jq .summary',
        does: 'for programs: every document with its verdict',
      },
      {
        line: 'gatewright validate . --report junit=junit.xml --report sarif=report.sarif',
        does: 'in CI: reports for the build server and for code scanning',
      },
    ],
    load: async () => (await import('./validate.ts')).runValidate,
  },
  {
    name: 'status',
    usage: '[PATH...] [options]',
    summary: 'print the status that a controller would write',
    description: [
      paths,
      'Prints conditions with reason, message and observedGeneration, listeners with their attached routes, parents, ancestors and supported features, for every kind that has a status.',
      'Exit codes: 0 done, 2 wrong usage or unreadable files, 70 a bug.',
    ],
    options: statusOptions,
    configurable: true,
    examples: [
      { line: 'gatewright status manifests/', does: 'by what Envoy can do' },
      { line: 'gatewright status --format table manifests/', does: 'one line for each condition' },
      { line: 'gatewright status --target nginx manifests/', does: 'by what NGINX can do' },
    ],
    load: async () => (await import('./status.ts')).runStatus,
  },
  {
    name: 'trace',
    usage: '[PATH...] [METHOD] URL [options]',
    summary: 'tell what becomes of a request, and why',
    description: [
      paths,
      'METHOD is GET if none is given. URL is http://, https://, tls://HOST:PORT, tcp://:PORT or udp://:PORT; its path is taken as it is written.',
      'Tells the listener, the rules in order of precedence with the reason why each is not taken, the filters, the shares of the backends, the request that they receive and the changes to the response; for each target where they differ.',
      'Exit codes: 0 a rule takes the request, 1 the input has errors, 2 wrong usage or unreadable files, 3 no rule takes the request (404, 421, a refused path or connection), 70 a bug.',
    ],
    options: traceOptions,
    configurable: true,
    examples: [
      {
        line: 'gatewright trace manifests/ GET http://shop.example.com/cart',
        does: 'which rule wins, and where the request goes',
      },
      {
        line: "gatewright trace manifests/ POST https://shop.example.com/pay -H 'X-Tester: yes' --target nginx",
        does: 'with a header, on one target',
      },
      {
        line: 'gatewright trace manifests/ tls://db.example.com:5432',
        does: 'a connection, by its SNI',
      },
      {
        line: 'gatewright trace manifests/ http://shop.example.com/ --format json | jq .gateways',
        does: 'for programs',
      },
    ],
    load: async () => (await import('./trace.ts')).runTrace,
  },
  {
    name: 'test',
    usage: 'FILE... [options]',
    summary: 'run tests of routes: requests and what must become of them',
    description: [
      'FILE is YAML: a list of requests, each with the route, backend, status, redirect and headers that are expected; its schema for editors is gatewright/schemas/route-tests.schema.json. It names its manifests; those of its own folder if it does not.',
      'The reference matcher tells what becomes of a request, for every target. With --proxy, NGINX or Envoy runs the compiled configuration on loopback, with echo backends of gatewright’s own, and is asked instead.',
      'Exit codes: 0 all tests pass, 1 a test fails, too few rules are met, or the input has errors, 2 wrong usage or unreadable files, 70 a bug.',
    ],
    options: testOptions,
    configurable: true,
    examples: [
      { line: 'gatewright test routes.test.yaml', does: 'what the manifests mean' },
      {
        line: 'gatewright test routes.test.yaml --proxy envoy',
        does: 'what a real Envoy does',
      },
      {
        line: 'gatewright test tests/*.yaml --manifests manifests/ --min-coverage 80 --format junit',
        does: 'in CI',
      },
    ],
    load: async () => (await import('./test.ts')).runTest,
  },
  {
    name: 'diff',
    usage: 'BASE [HEAD] [PATH...] [options]',
    summary: 'tell what a change of manifests does to traffic',
    description: [
      'BASE and HEAD are folders or Git revisions, such as origin/main and HEAD~1; HEAD is the working tree if none is given. With a revision as BASE, a second argument that is no revision is a PATH. Revisions are read from the objects of the repository: nothing is checked out, and neither Git nor anything else is run.',
      'PATH is a file or a folder in both; everything if none is given.',
      'Prints, the highest risk first, what becomes different for requests and where in the manifests it comes from; which findings are introduced and fixed; and how the generated configuration changes.',
      ...risks.map((risk) => `${risk}: ${riskMeanings[risk]}.`),
      'Exit codes: 0 no difference, 1 HEAD has errors, 2 wrong usage or unreadable files, 3 something differs, 70 a bug.',
    ],
    options: diffOptions,
    configurable: true,
    examples: [
      { line: 'gatewright diff origin/main', does: 'the working tree against a branch' },
      { line: 'gatewright diff HEAD~1 HEAD manifests/', does: 'what the last commit did' },
      { line: 'gatewright diff before/ after/', does: 'two folders, such as two renderings' },
      {
        line: 'gatewright diff origin/main --format markdown -o comment.md',
        does: 'the comment for a pull request',
      },
    ],
    load: async () => (await import('./diff.ts')).runDiff,
  },
  {
    name: 'explain',
    usage: '[CODE]',
    summary: 'tell what a diagnostic means and what to do',
    description: ['Without CODE, all codes are listed.'],
    options: [],
    configurable: false,
    examples: [
      { line: 'gatewright explain resolve/backend-not-found', does: 'cause, fix and an example' },
    ],
    load: async () => (await import('./explain.ts')).runExplain,
  },
  {
    name: 'krm',
    usage: '< RESOURCELIST',
    summary: 'be a KRM function of kustomize or kpt',
    description: [
      'Reads a ResourceList (config.kubernetes.io/v1) from standard input and prints it to standard output: the items in their order, a ConfigMap for each Gateway and target, and every finding in results.',
      'functionConfig is a ConfigMap, whose data are settings of gatewright.yaml as texts with one entry of a list a line, or an object of kind Gatewright with the same settings as spec. mode: validate makes nothing. Neither gatewright.yaml nor the environment is read.',
      'Private keys get into no ConfigMap.',
      'Exit codes: 0 done, 1 the items have errors (see results; the items are as they were), 2 standard input cannot be read or functionConfig is wrong, 70 a bug.',
    ],
    options: [],
    configurable: false,
    examples: [
      { line: 'gatewright krm < resource-list.yaml', does: 'as kustomize and kpt run it' },
    ],
    load: async () => (await import('./krm.ts')).runKrm,
  },
  ...inspectCommands,
];
