import { CliError } from '../cli-error.ts';

/** The repository is not as Git writes it. */
export function damaged(what: string): CliError {
  return new CliError(`the Git repository is damaged: ${what}`, 'git fsck says more.');
}

/** Something that Git can do and that is not read here. */
export function unread(what: string, hint: string | null = null): CliError {
  return new CliError(`${what} cannot be read`, hint);
}

/** An object that should be there: clones can be shallow or partial. */
export function missing(id: string): CliError {
  return new CliError(
    `the Git object ${id} is not in this clone`,
    'A shallow or partial clone lacks some: fetch more of it (actions/checkout: fetch-depth: 0).',
  );
}
