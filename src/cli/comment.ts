import { readFileSync } from 'node:fs';
import { escapeForTerminal, terminal, type TerminalText } from '../diagnostics/render/escape.ts';
import { commentMark } from '../diff/render/markdown.ts';

/** What became of a comment, in words. */
export interface CommentOutcome {
  readonly failed: boolean;
  readonly message: TerminalText;
}

type Environment = Readonly<Record<string, string | undefined>>;

const MAX_PAGES = 30;
const PER_PAGE = 100;

/**
 * Writes the comment of a pull request, or replaces the one that an earlier run wrote: only the token's own bot is
 * believed to have written one. Without the right to comment, as with the token of a pull request from a fork,
 * nothing is wrong.
 *
 * @param env - of a GitHub workflow, with GITHUB_TOKEN
 */
export async function commentOn(
  body: string,
  env: Environment,
  send: typeof fetch,
): Promise<CommentOutcome> {
  const number = pullRequestOf(env['GITHUB_EVENT_PATH']);
  const repository = env['GITHUB_REPOSITORY'] ?? '';
  if (number === null) return { failed: false, message: terminal`no pull request to comment on` };
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository))
    return { failed: true, message: terminal`GITHUB_REPOSITORY is not set` };
  const api = `${env['GITHUB_API_URL'] ?? 'https://api.github.com'}/repos/${repository}/issues`;
  const request = requester(env['GITHUB_TOKEN'] ?? '', send);
  const author = env['GATEWRIGHT_COMMENT_AUTHOR'] ?? 'github-actions[bot]';
  try {
    const earlier = await findComment(`${api}/${String(number)}/comments`, author, request);
    if (earlier === null && body.includes('\nNo difference.\n'))
      return { failed: false, message: terminal`no difference, and no earlier comment` };
    if (earlier === null) await request('POST', `${api}/${String(number)}/comments`, { body });
    else await request('PATCH', `${api}/comments/${String(earlier)}`, { body });
    return {
      failed: false,
      message: earlier === null ? terminal`commented` : terminal`comment replaced`,
    };
  } catch (error) {
    if (error instanceof Refused) return outcomeOf(error);
    throw error;
  }
}

function outcomeOf({ status, message }: Refused): CommentOutcome {
  const what = escapeForTerminal(message);
  return status === 403 || status === 404
    ? { failed: false, message: terminal`no comment, as the token may not write any: ${what}` }
    : { failed: true, message: what };
}

/** GitHub's answer to a request that it did not fulfil. */
class Refused extends Error {
  readonly status: number;

  constructor(status: number, what: string) {
    super(`${what}: status ${String(status)}`);
    this.status = status;
  }
}

type Request = (method: string, url: string, content?: object) => Promise<unknown>;

function requester(token: string, send: typeof fetch): Request {
  return async (method, url, content) => {
    const response = await send(url, {
      method,
      headers: {
        accept: 'application/vnd.github+json',
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'user-agent': 'gatewright',
        'x-github-api-version': '2022-11-28',
      },
      ...(content === undefined ? {} : { body: JSON.stringify(content) }),
      // The token must not follow a redirect to another host.
      redirect: 'error',
    });
    if (!response.ok) throw new Refused(response.status, `${method} ${url}`);
    return response.json();
  };
}

async function findComment(url: string, author: string, request: Request): Promise<number | null> {
  for (let page = 1; page <= MAX_PAGES; page++) {
    const list = await request('GET', `${url}?per_page=${String(PER_PAGE)}&page=${String(page)}`);
    if (!Array.isArray(list)) return null;
    for (const comment of list.map(readComment))
      if (comment.author === author && comment.body.startsWith(commentMark)) return comment.id;
    if (list.length < PER_PAGE) return null;
  }
  return null;
}

function readComment(value: unknown): {
  readonly id: number;
  readonly author: string;
  readonly body: string;
} {
  const { id, user, body } = fieldsOf(value);
  const { login } = fieldsOf(user);
  return {
    id: typeof id === 'number' ? id : 0,
    author: typeof login === 'string' ? login : '',
    body: typeof body === 'string' ? body : '',
  };
}

function pullRequestOf(eventPath: string | undefined): number | null {
  if (eventPath === undefined || eventPath === '') return null;
  const event: unknown = JSON.parse(readFileSync(eventPath, 'utf8'));
  const { number } = fieldsOf(fieldsOf(event)['pull_request']);
  return typeof number === 'number' ? number : null;
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
