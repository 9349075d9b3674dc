/** The message that a plain name means where several packages of the API have one of that name. */
const preferred = new Set([
  'envoy.config.core.v3.CidrRange',
  'envoy.config.core.v3.TypedExtensionConfig',
  'envoy.config.route.v3.RetryPolicy',
  'envoy.config.route.v3.Route',
  'envoy.config.route.v3.Tracing',
  'envoy.extensions.filters.http.ext_authz.v3.HttpService',
  'envoy.type.matcher.v3.RegexMatcher',
  'envoy.type.matcher.v3.StringMatcher',
]);

/**
 * TypeScript names for messages and enums: the last part of the name (`Listener`); when several packages have it, with as
 * many of the package's parts in front as tell them apart (`CoreRetryPolicy`); nested ones behind their parent
 * (`RouteActionHashPolicy`).
 *
 * @param {readonly string[]} fullNames - such as `envoy.config.listener.v3.Listener`
 * @returns {(fullName: string) => string} the TypeScript name of each
 */
export function typeNames(fullNames) {
  const outer = new Set(fullNames.map((name) => split(name).outer));
  const chosen = new Map();
  for (let parts = 0; chosen.size < outer.size; parts++) {
    const rivals = [...outer].filter((name) => !chosen.has(name));
    const taken = new Set(chosen.values());
    for (const name of rivals) {
      const short = qualified(name, parts);
      const alone =
        !taken.has(short) &&
        rivals.every((other) => other === name || qualified(other, parts) !== short);
      if (alone || (parts === 0 && preferred.has(name))) chosen.set(name, short);
    }
  }
  const names = new Map(
    fullNames.map((name) => {
      const { outer: parent, inner } = split(name);
      return [name, [chosen.get(parent), ...inner.map(pascal)].join('')];
    }),
  );
  if (new Set(names.values()).size < names.size) throw new Error('two messages share a type name');
  return (name) => names.get(name);
}

/** The message outside of all others, and the path from it. */
function split(name) {
  const steps = name.split('.');
  const first = steps.findIndex((step) => /^[A-Z]/.test(step));
  return { outer: steps.slice(0, first + 1).join('.'), inner: steps.slice(first + 1) };
}

function qualified(name, parts) {
  const steps = name.split('.');
  const scope = steps.slice(0, -1).filter((step) => !/^v\d+$/.test(step));
  // What is not Envoy's own says from where it is: there is an xds.core beside envoy.config.core.
  const count = steps[0] === 'envoy' ? parts : scope.length;
  const prefix = parts === 0 ? [] : scope.slice(-count);
  return [...prefix, steps.at(-1)].map(pascal).join('');
}

function pascal(step) {
  return step.replace(/(?:^|_)([a-z0-9])/g, (_, letter) => letter.toUpperCase());
}
