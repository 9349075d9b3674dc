import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { commentOn } from '../../src/cli/comment.ts';
import { commentMark } from '../../src/diff/render/markdown.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

interface Comment {
  readonly id: number;
  readonly user: { readonly login: string };
  body: string;
}

const bot = { login: 'github-actions[bot]' };

/** GitHub's comments, as far as they are used. */
async function github(comments: Comment[], refuseWith: number | null = null) {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      seen.push(`${method} ${url} ${headers.authorization ?? ''}`);
      const answer = (status: number, content: unknown): void => {
        response.writeHead(status).end(JSON.stringify(content));
      };
      if (method === 'GET') {
        const page = Number(new URL(url, 'http://localhost').searchParams.get('page'));
        answer(200, comments.slice((page - 1) * 100, page * 100));
        return;
      }
      if (refuseWith !== null) {
        answer(refuseWith, { message: 'no' });
        return;
      }
      const { body } = JSON.parse(text) as { readonly body: string };
      const id = Number(/\/comments\/(\d+)$/.exec(url)?.[1]);
      const known = comments.find((comment) => comment.id === id);
      if (known === undefined) comments.push({ id: comments.length + 1, user: bot, body });
      else known.body = body;
      answer(200, {});
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'event.json'), '{"pull_request": {"number": 7}}');
  const { port } = server.address() as AddressInfo;
  const env = {
    GITHUB_API_URL: `http://127.0.0.1:${String(port)}`,
    GITHUB_REPOSITORY: 'shop/manifests',
    GITHUB_EVENT_PATH: join(folder, 'event.json'),
    GITHUB_TOKEN: 'token',
  };
  return { env, seen };
}

const body = (text: string) => `${commentMark}\n${text}`;

test('one comment, which later runs replace', async () => {
  const others = Array.from({ length: 120 }, (_, id) => ({ id: id + 1000, user: bot, body: 'x' }));
  const comments: Comment[] = [...others];
  const { env, seen } = await github(comments);
  expect(await commentOn(body('one'), env, fetch)).toEqual({ failed: false, message: 'commented' });
  expect(await commentOn(body('two'), env, fetch)).toMatchObject({ message: 'comment replaced' });
  expect(comments.slice(120).map((comment) => comment.body)).toEqual([body('two')]);
  expect(seen[0]).toBe(
    'GET /repos/shop/manifests/issues/7/comments?per_page=100&page=1 Bearer token',
  );
});

test('the comment of somebody else is not taken for ours', async () => {
  const comments: Comment[] = [{ id: 1, user: { login: 'mallory' }, body: body('nothing to see') }];
  const { env } = await github(comments);
  await commentOn(body('real'), env, fetch);
  expect(comments.map((comment) => comment.body)).toEqual([body('nothing to see'), body('real')]);
});

test('without a difference there is no new comment', async () => {
  const comments: Comment[] = [];
  const { env } = await github(comments);
  await commentOn(body('\nNo difference.\n'), env, fetch);
  expect(comments).toEqual([]);
});

test.each([
  [403, false],
  [404, false],
  [500, true],
])('an answer %i', async (status, failed) => {
  const { env } = await github([], status);
  expect(await commentOn(body('x'), env, fetch)).toMatchObject({ failed });
});

test('other events have nothing to comment on', async () => {
  expect(await commentOn(body('x'), {}, fetch)).toMatchObject({ failed: false });
});
