import { entry } from '../catalog-entry.ts';

const example = 'kustomize build --enable-alpha-plugins --enable-exec .';

/** Results of `gatewright krm` about the ConfigMaps that it makes. They stand at no line of a manifest. */
export const krmCodes = {
  'krm/size': entry<{ readonly name: string; readonly size: number; readonly most: number }>({
    severity: 'error',
    message: (a) =>
      `ConfigMap ${a.name} would have ${a.size} bytes, and Kubernetes takes at most ${a.most}`,
    effect: null,
    condition: null,
    explain: {
      cause:
        'All files of a Gateway for one proxy go into one ConfigMap, and they are too long for it. A function that fails hands back what it got.',
      fix: 'Divide the Gateway into several, or write files with gatewright compile.',
      example: 'gatewright compile manifests/ -o out/',
    },
  }),
  'krm/name-taken': entry<{ readonly name: string }>({
    severity: 'error',
    message: (a) => `ConfigMap ${a.name} is there and was not made by gatewright`,
    effect: null,
    condition: null,
    explain: {
      cause:
        'The ConfigMap of a Gateway is called NAME-TARGET. The input has one of that name without the label app.kubernetes.io/managed-by: gatewright, so it is not replaced.',
      fix: 'Give the other ConfigMap, or the Gateway, another name.',
      example,
    },
  }),
  'krm/private-key': entry<{ readonly path: string }>({
    severity: 'info',
    message: (a) =>
      `${a.path} is a private key and in no ConfigMap: mount it from its Secret at this path of the proxy’s folder`,
    effect: null,
    condition: null,
    explain: {
      cause:
        'Whoever may read ConfigMaps is often not meant to read keys, so keys stay in their Secrets.',
      fix: 'Mount the Secret into the proxy’s Pod, so that the key has the path that the result names.',
      example:
        'volumes:\n  - name: config\n    projected:\n      sources:\n        - configMap: {name: edge-nginx}\n        - secret: {name: cert, items: [{key: tls.key, path: tls/shop_cert.key}]}',
    },
  }),
};
