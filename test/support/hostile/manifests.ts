import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { CompileOptions } from '../../../src/compile-options.ts';
import type { SourceFile } from '../../../src/source/source-file.ts';
import type { CaseRequest, Expectation } from '../../proxies/cases/case.ts';
import { optionsWith, repository } from '../fixtures.ts';

/** What `NAME.expect.json` says of `NAME.yaml`; a text that begins with `regex:` is an expression. */
export interface HostileOutcome {
  /** The trick, in a sentence. */
  readonly about: string;
  /**
   * Every error, in order: `code line:column field`, after `nginx: ` or `envoy: ` when only that target refuses.
   * Errors of every target leave nothing to serve.
   */
  readonly errors: readonly string[];
  /** Findings that are no errors and must be among the others, in the same form. */
  readonly findings?: readonly string[];
  /** What is asked of each proxy that has something to serve. */
  readonly requests?: readonly HostileRequest[];
  /**
   * Text of the manifest and what its harmless twin has instead. The twin's output must have the same directives
   * and fields.
   */
  readonly twin?: Readonly<Record<string, string>>;
  /** Serve what is left when errors are taken out. */
  readonly keepGoing?: boolean;
  /** Ports that listen; 8080 by default. */
  readonly ports?: readonly number[];
}

export interface HostileRequest extends CaseRequest {
  /** The port of the manifest; 8080 by default. */
  readonly port?: string;
  readonly expect: Expectation;
}

export interface HostileManifest {
  /** `class/name`. */
  readonly name: string;
  readonly source: SourceFile;
  readonly outcome: HostileOutcome;
}

export const hostileRoot = path.join(repository, 'fixtures/hostile');

/** Secrets that no answer may hold; the proxies run with the one, and every request carries the other. */
export const canaries = { environment: 'canary-of-the-environment', token: 'canary-of-a-token' };

/** Services with one backend each, on port 8080. */
export const hostileServices = ['app/one', 'app/two', 'a-b/c', 'a/b-c'] as const;

export function hostileManifests(): readonly HostileManifest[] {
  return readdirSync(hostileRoot, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.slice(0, -'.yaml'.length))
    .sort()
    .map((name) => ({
      name: name.split(path.sep).join('/'),
      source: {
        name: 'hostile.yaml',
        text: readFileSync(`${path.join(hostileRoot, name)}.yaml`, 'utf8'),
      },
      outcome: JSON.parse(
        readFileSync(`${path.join(hostileRoot, name)}.expect.json`, 'utf8'),
        (_, value: unknown) =>
          typeof value === 'string' && value.startsWith('regex:')
            ? new RegExp(value.slice('regex:'.length))
            : value,
      ) as HostileOutcome,
    }));
}

/** Options that hostile manifests are compiled with, unless a proxy needs others. */
export function hostileOptions({ outcome }: HostileManifest): CompileOptions {
  return optionsWith({
    channel: 'experimental',
    keepGoing: outcome.keepGoing === true,
    endpoints: hostileServices.map((name) => {
      const [namespace = '', service = ''] = name.split('/');
      return { namespace, service, port: 8080, host: '127.0.0.1', targetPort: 9 };
    }),
  });
}
