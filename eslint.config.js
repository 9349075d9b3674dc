import js from '@eslint/js';
import tsdoc from 'eslint-plugin-tsdoc';
import tseslint from 'typescript-eslint';

const nodeGlobals = {
  console: 'readonly',
  process: 'readonly',
  Buffer: 'readonly',
  URL: 'readonly',
  URLSearchParams: 'readonly',
};

const namesAndTypes = [
  { selector: 'ExportDefaultDeclaration', message: 'Name what you export.' },
  { selector: 'TSEnumDeclaration', message: 'Use a union of string literals.' },
];

// What depends on the machine, its language, zone or clock has no place in what is the same everywhere.
const sameEverywhere = [
  {
    selector: 'MemberExpression[property.name=/^(toLocale.*|localeCompare)$/]',
    message: 'Depends on the locale: use src/util/compare.ts.',
  },
  { selector: 'Identifier[name="Intl"]', message: 'Depends on the locale.' },
  {
    selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
    message: 'Reads the clock: take the time as a value.',
  },
  {
    selector: 'MemberExpression[object.name="Date"][property.name="now"]',
    message: 'Reads the clock: take the time as a value.',
  },
];

// test/contract/literal-safety.test.ts holds these lists against the sources.
const brands = [
  'Word',
  'Value',
  'Literal',
  'MapKey',
  'Pattern',
  'Token',
  'Comment',
  'VariableName',
  'Line',
  'Head',
  'Printed',
  'PlainText',
  'FormatText',
  'Re2Pattern',
  'Re2Substitution',
  'ClusterName',
  'UrlPath',
  'FilePath',
  'OutputPath',
  'TerminalText',
  'GithubCommands',
  'Xml',
  'SarifText',
  'UriReference',
  'JsonText',
  'YamlText',
  'KrmYaml',
  'Html',
  'Markdown',
  'Mermaid',
  'Dot',
  'Svg',
  'CompletionScript',
  'ConfigurationText',
];
const brandMakers = [
  'src/emit/nginx/quote.ts',
  'src/emit/nginx/directive.ts',
  'src/emit/nginx/print.ts',
  'src/emit/envoy/quote.ts',
  'src/emit/envoy/names.ts',
  'src/target/url-path.ts',
  'src/target/file-path.ts',
  'src/cli/output/layout.ts',
  'src/diagnostics/render/escape.ts',
  'src/report/github-command.ts',
  'src/report/xml.ts',
  'src/report/sarif-text.ts',
  'src/report/json-text.ts',
  'src/report/yaml-text.ts',
  'src/krm/print.ts',
  'src/diff/render/html-text.ts',
  'src/diff/render/markdown-text.ts',
  'src/graph/mermaid-text.ts',
  'src/graph/dot-text.ts',
  'src/graph/svg-text.ts',
  'src/cli/completion/script.ts',
  'src/cli/output/configuration-text.ts',
];
// CEL has a Value of its own.
const makersOfTypes = [...brandMakers, 'src/validate/cel.ts'];
const onlyMakers = {
  selector: `TSAsExpression TSTypeReference > Identifier[name=/^(?:${brands.join('|')})$/]`,
  message: 'Only the module of this type makes it: call its function.',
};

export default tseslint.config(
  {
    ignores: [
      'dist/',
      '.cache/',
      'node_modules/',
      'src/**/generated/',
      'coverage/',
      '.mutation/',
      '.stryker-tmp/',
      '.test-output/',
    ],
  },
  js.configs.recommended,
  // Control characters are the subject of much of this code: it keeps them out of configurations.
  { rules: { 'no-control-regex': 'off' } },
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked],
    plugins: { tsdoc },
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      'tsdoc/syntax': 'error',
      'no-restricted-syntax': ['error', ...namesAndTypes],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // There are no enums here, and few classes: these two would unfold all types of every assignment, which takes
      // half of the time and most of the memory of a run.
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/**/*.test.ts'],
    rules: {
      'max-lines': ['error', { max: 300 }],
      'max-params': 'off',
      '@typescript-eslint/max-params': ['error', { max: 4 }],
      'max-lines-per-function': ['error', { max: 60, skipComments: true, skipBlankLines: true }],
      complexity: ['error', 14],
      '@typescript-eslint/no-non-null-assertion': 'error',
      'no-console': 'error',
    },
  },
  {
    // A brand says that its maker has made a string safe for one kind of place: nobody else may say so.
    files: ['src/**/*.ts'],
    ignores: makersOfTypes,
    rules: { 'no-restricted-syntax': ['error', ...namesAndTypes, onlyMakers] },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/cli/**', 'src/**/*.test.ts'],
    rules: { 'no-restricted-syntax': ['error', ...namesAndTypes, ...sameEverywhere] },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/cli/**', 'src/**/*.test.ts', ...makersOfTypes],
    rules: {
      'no-restricted-syntax': ['error', ...namesAndTypes, ...sameEverywhere, onlyMakers],
    },
  },
  {
    // What other packages export is not ours to name.
    files: ['*.config.ts', '**/*.d.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: ['**/*.test.ts', 'test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/restrict-template-expressions': 'off',
      // Node's own types are loose where tests read replies, and expectations take values as they come.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/no-unnecessary-type-conversion': 'off',
      '@typescript-eslint/unbound-method': 'off',
      // A test names the type that it expects of parsed JSON.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
    },
  },
  {
    files: ['**/*.mjs', '**/*.js', '**/*.cjs'],
    languageOptions: { globals: nodeGlobals },
  },
  { files: ['**/*.cjs'], languageOptions: { globals: { __dirname: 'readonly' } } },
);
