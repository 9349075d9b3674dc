/** What gatewright reads of Kubernetes' own kinds and of the kinds that produce Secrets. */
export interface ServiceSpec {
  readonly type?: string;
  readonly externalName?: string;
  readonly clusterIP?: string;
  readonly ports?: readonly ServicePort[];
}

export interface ServicePort {
  readonly name?: string;
  readonly port: number;
  readonly targetPort?: number | string;
  readonly protocol?: string;
  readonly appProtocol?: string;
}

/** EndpointSlice keeps its fields at the top level, beside `metadata`. */
export interface EndpointSliceBody {
  readonly addressType: 'IPv4' | 'IPv6' | 'FQDN';
  readonly endpoints: readonly SliceEndpoint[];
  readonly ports?: readonly SlicePort[];
}

export interface SliceEndpoint {
  readonly addresses: readonly string[];
  readonly conditions?: { readonly ready?: boolean };
}

export interface SlicePort {
  readonly name?: string;
  readonly port?: number;
  readonly protocol?: string;
}

/** What a Pod's status tells of reaching it. */
export interface PodStatus {
  readonly phase?: string;
  readonly podIP?: string;
  readonly conditions?: readonly { readonly type: string; readonly status: string }[];
  /** From the metadata: the Pod is being shut down. */
  readonly terminating: boolean;
}

/** multicluster.x-k8s.io ServiceImport (KEP-1645). */
export interface ServiceImportSpec {
  readonly type: 'ClusterSetIP' | 'Headless';
  readonly ports: readonly ServicePort[];
}

/** `data` is base64; `stringData` is plain and wins, as on the API server. */
export interface SecretBody {
  readonly type?: string;
  readonly data?: Readonly<Record<string, string>>;
  readonly stringData?: Readonly<Record<string, string>>;
}

export interface ConfigMapBody {
  readonly data?: Readonly<Record<string, string>>;
  readonly binaryData?: Readonly<Record<string, string>>;
}

/** certificates.k8s.io ClusterTrustBundle (GEP-5075). */
export interface ClusterTrustBundleSpec {
  /** PEM. */
  readonly trustBundle: string;
}

/** Something that will create a Secret in the cluster: its namespace is that of the object. */
export interface SecretProducer {
  readonly secretName: string;
}
