/**
 * What mutation testing looks at. A file belongs to the first group that has it.
 *
 * @type {Readonly<Record<string, readonly string[]>>}
 */
export const groups = {
  precedence: [
    'src/ir/precedence.ts',
    'src/resolve/attachment.ts',
    'src/resolve/hostnames.ts',
    'src/resolve/listener-conflicts.ts',
    'src/resolve/listener-isolation.ts',
    'src/resolve/object-seniority.ts',
    'src/resolve/protocol-claims.ts',
    'src/resolve/virtual-hosts.ts',
  ],
  quoting: [
    'src/diagnostics/render/escape.ts',
    'src/emit/envoy/{quote,regex-size,url-path}.ts',
    'src/emit/nginx/{names,pcre,quote,url-path}.ts',
    'src/target/{file-path,path-policy,url-path}.ts',
    'src/target/regex/*.ts',
  ],
  resolve: ['src/resolve/**/*.ts'],
};

/** The part of the mutants, in percent, that each group's tests have to find. */
export const leastScore = 85;

export const notMutated = ['!src/**/*.test.ts'];

export const mutated = [...Object.values(groups).flat(), ...notMutated];
