/** Name look-up in a protobufjs descriptor, with the scoping rules of .proto files. */
export function makeScope(descriptor) {
  const find = (name) => {
    let node = descriptor;
    for (const step of name.split('.')) {
      node = node?.nested?.[step];
      if (node === undefined) return undefined;
    }
    return node;
  };
  /** Full name of a message or enum that `from` refers to as `type`; null for scalars. */
  const resolve = (type, from) => {
    if (type.startsWith('.')) return type.slice(1);
    for (let scope = from; ; scope = scope.slice(0, Math.max(0, scope.lastIndexOf('.')))) {
      const full = scope === '' ? type : `${scope}.${type}`;
      const node = find(full);
      if (node?.fields !== undefined || node?.values !== undefined) return full;
      if (scope === '') return null;
    }
  };
  return { find, resolve };
}
