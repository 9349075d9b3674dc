import { CliError } from '../cli-error.ts';

// These paths become part of configurations: `$` is a variable in NGINX, and the other characters
// here are syntax in one proxy or the other.
const forbidden = /[\p{Cc}\p{Cf}"'\\$%;{}<>|*?]/u;

/**
 * An absolute path that configurations may contain.
 *
 * @throws CliError when it is not.
 */
export function parseAbsolutePath(option: string, text: string): string {
  if (!text.startsWith('/'))
    throw new CliError(`--${option} must be an absolute path, not ${text}`);
  const character = forbidden.exec(text)?.[0];
  if (character !== undefined)
    throw new CliError(`--${option}: the path must not contain ${JSON.stringify(character)}`);
  const parts = text.split('/').slice(1);
  if (parts.some((part) => part === '.' || part === '..'))
    throw new CliError(`--${option}: the path must not contain . or .. as a folder`);
  return text;
}

// The path of a Unix socket has at most 107 bytes (unix(7)), of which a name below the folder takes less than 47.
const MAX_SOCKET_FOLDER = 60;

/**
 * `--socket-folder`: an absolute path that is short and plain enough for the addresses of Unix sockets.
 *
 * @throws CliError when it is not.
 */
export function parseSocketFolder(text: string): string {
  const path = parseAbsolutePath('socket-folder', text);
  if (path.length > MAX_SOCKET_FOLDER || !/^[A-Za-z0-9_./-]+$/.test(path))
    throw new CliError(
      `--socket-folder must have at most ${String(MAX_SOCKET_FOLDER)} letters, digits, ".", "_", "-" and "/"`,
    );
  return path;
}

const placeholders: ReadonlySet<string> = new Set(['{namespace}', '{name}', '{key}']);

/**
 * `--assume-secrets`: an absolute path with `{key}` and, usually, `{namespace}` and `{name}`.
 *
 * @throws CliError when it is not.
 */
export function parseSecretTemplate(text: string): string {
  const used: readonly string[] = text.match(/\{[^{}]*\}/g) ?? [];
  const unknown = used.find((placeholder) => !placeholders.has(placeholder));
  if (unknown !== undefined)
    throw new CliError(
      `--assume-secrets: unknown placeholder ${unknown}`,
      'Use {namespace}, {name} and {key}.',
    );
  if (!used.includes('{key}'))
    throw new CliError(
      '--assume-secrets needs {key}, or certificate and key would be one file',
      'For example /etc/gatewright/tls/{namespace}/{name}/{key}',
    );
  parseAbsolutePath('assume-secrets', text.replace(/\{[a-z]+\}/g, 'x'));
  return text;
}
