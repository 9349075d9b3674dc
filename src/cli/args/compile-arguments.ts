import type { CompileOptions, EndpointMapping } from '../../compile-options.ts';
import type { Severity } from '../../diagnostics/catalog-entry.ts';
import type { TargetName } from '../../diagnostics/diagnostic.ts';
import { newestRelease, releases, type Release } from '../../model/release.ts';
import { pathPolicies } from '../../target/path-policy.ts';
import type { SchemaSource } from '../../validate/schema-set.ts';
import { CliError } from '../cli-error.ts';
import {
  isDnsName,
  parseEndpoint,
  parseEndpointLines,
  parseGatewayAddress,
  parseIpAddress,
  parseObjectName,
  parseResolver,
} from './addresses.ts';
import type { ParsedArguments } from './parse.ts';
import { parseAbsolutePath, parseSecretTemplate, parseSocketFolder } from './paths.ts';
import { all, choice, isSet, optional, parseWhole } from './read.ts';
import { lintOptionsOf } from './lint-arguments.ts';
import { severitiesOf } from './severities.ts';
import { envoyVersions, nginxVersions, parseVersion } from './versions.ts';

/** Where the output goes. */
export type Destination =
  | { readonly kind: 'stdout' }
  | { readonly kind: 'folder'; readonly folder: string; readonly check: boolean };

/** The weakest severity that fails a run. */
export type FailOn = Exclude<Severity, 'info'>;

export interface CompileArguments {
  readonly options: CompileOptions;
  readonly destination: Destination;
  readonly failOn: FailOn;
}

/** Reads a file that an option names. */
export type ReadText = (path: string) => string;

/** @throws CliError when an option's value is wrong. */
export function compileArguments(args: ParsedArguments, readText: ReadText): CompileArguments {
  return {
    options: {
      targets: targetsOf(args),
      ...schemaSourceOf(args),
      gateways: all(args, 'gateway').map((name) => parseObjectName('gateway', name)),
      gatewayClass: nameOf(args, 'gateway-class'),
      controllerName: optional(args, 'controller-name'),
      addresses: all(args, 'address').map(parseGatewayAddress),
      usableAddresses: usableAddressesOf(args),
      keepGoing: isSet(args, 'keep-going'),
      clusterDomain: nameOf(args, 'cluster-domain') ?? 'cluster.local',
      endpoints: endpointsOf(args, readText),
      assumeSecrets: mapped(args, 'assume-secrets', parseSecretTemplate),
      assumeServices: isSet(args, 'assume-services'),
      severities: severitiesOf(args),
      lint: lintOptionsOf(args, null),
      sourceMap: isSet(args, 'source-map'),
      target: {
        nginxVersion: parseVersion(optional(args, 'nginx-version'), nginxVersions),
        envoyVersion: parseVersion(optional(args, 'envoy-version'), envoyVersions),
        pathPolicy: choice(args, 'path-policy', pathPolicies),
        nginxVerification: choice(args, 'nginx-backend-verification', ['exact', 'hostname-only']),
        portOffset: mapped(args, 'port-offset', portOffset) ?? 0,
        resolvers: all(args, 'resolver').map(parseResolver),
        systemTrust:
          mapped(args, 'system-certificates', (path) =>
            parseAbsolutePath('system-certificates', path),
          ) ?? '/etc/ssl/certs/ca-certificates.crt',
        socketFolder: mapped(args, 'socket-folder', parseSocketFolder) ?? '/run',
        configRoot: mapped(args, 'config-root', (path) => parseAbsolutePath('config-root', path)),
      },
    },
    destination: destinationOf(args),
    failOn: failOnOf(args),
  };
}

/** Without the option, every address counts as usable. */
function usableAddressesOf(args: ParsedArguments): readonly string[] | null {
  const given = all(args, 'usable-address').map(parseIpAddress);
  return given.length === 0 ? null : given;
}

export function schemaSourceOf(args: ParsedArguments): SchemaSource {
  return {
    channel: choice(args, 'channel', ['standard', 'experimental']),
    release: releaseOf(args, 'gateway-api-version') ?? newestRelease,
  };
}

/** The value of an option that names a release of Gateway API, or null. */
export function releaseOf(args: ParsedArguments, option: string): Release | null {
  return isSet(args, option) ? choice(args, option, releases) : null;
}

export function failOnOf(args: ParsedArguments): FailOn {
  return choice(args, 'fail-on', ['error', 'approximated', 'warning']);
}

function targetsOf(args: ParsedArguments): readonly TargetName[] {
  const target = choice(args, 'target', ['all', 'nginx', 'envoy']);
  return target === 'all' ? ['nginx', 'envoy'] : [target];
}

function destinationOf(args: ParsedArguments): Destination {
  const folder = optional(args, 'output');
  const check = isSet(args, 'check');
  if (folder !== null) return { kind: 'folder', folder, check };
  if (check) throw new CliError('--check needs the folder to compare with', 'Add --output DIR.');
  return { kind: 'stdout' };
}

function mapped<T>(args: ParsedArguments, name: string, map: (text: string) => T): T | null {
  const text = optional(args, name);
  return text === null ? null : map(text);
}

function nameOf(args: ParsedArguments, option: string): string | null {
  return mapped(args, option, (text) => {
    if (isDnsName(text)) return text;
    throw new CliError(`--${option} ${text}: not a DNS name in lower case`);
  });
}

function portOffset(text: string): number {
  const offset = parseWhole(text, 0, 65534);
  if (offset !== null) return offset;
  throw new CliError(`--port-offset must be a whole number from 0 to 65534, not ${text}`);
}

function endpointsOf(args: ParsedArguments, readText: ReadText): readonly EndpointMapping[] {
  const mappings = all(args, 'endpoint').flatMap((text) => {
    const file = text.startsWith('@') ? text.slice(1) : text.includes('=') ? null : text;
    return file === null
      ? [parseEndpoint('--endpoint', text)]
      : parseEndpointLines(file, readText(file));
  });
  const seen = new Set<string>();
  for (const mapping of mappings) {
    const key = `${mapping.namespace}/${mapping.service}:${String(mapping.port)}=${mapping.host}:${String(mapping.targetPort)}`;
    if (seen.has(key)) throw new CliError(`--endpoint: ${key} is given twice`);
    seen.add(key);
  }
  return mappings;
}
