import { request as send } from 'node:http';
import { text } from 'node:stream/consumers';

/**
 * Sends a request once.
 *
 * @param {number} port
 * @param {import('./requests.mjs').ProvenRequest} proven
 * @returns {Promise<void>} rejects when another rule than the meant one has answered
 */
export async function probe(port, { request, proof }) {
  const { method, path, headers } = request;
  const response = await new Promise((resolve, reject) => {
    send({ host: '127.0.0.1', port, method, path, headers, agent: false }, resolve)
      .once('error', reject)
      .end();
  });
  const lines = Object.entries(response.headers).map(([name, value]) => `${name}: ${value}`);
  const answer = [`status ${response.statusCode}`, ...lines, await text(response)].join('\n');
  if (!answer.includes(proof))
    throw new Error(`${method} ${path} was not answered as meant (${proof}):\n${answer}`);
}
