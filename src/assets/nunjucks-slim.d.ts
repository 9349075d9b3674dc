/** The run-time half of nunjucks; it can only run precompiled templates. */
declare module 'nunjucks/browser/nunjucks-slim.js' {
  import type { ConfigureOptions, Environment as FullEnvironment, ILoader } from 'nunjucks';

  interface Slim {
    readonly Environment: new (loader: ILoader, options: ConfigureOptions) => FullEnvironment;
    readonly PrecompiledLoader: new (templates: object) => ILoader;
  }
  const slim: Slim;
  export default slim;
}
