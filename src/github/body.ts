import { ServerText } from '../text/server-text.ts';
import { GitHubFailure } from './failure.ts';

/** No answer that this action asks for is nearly as large, in bytes. */
const largest = 10_000_000;

/**
 * Reads the body of an answer as JSON, up to a size: a server gone wrong must not fill the memory.
 * @throws GitHubFailure `too-large`, or `unavailable` where it is no JSON
 */
export async function readJson(body: AsyncIterable<Uint8Array>): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    // Leaving the loop cancels the rest.
    if (bytes > largest) throw new GitHubFailure('too-large', `an answer of more than ${largest / 1e6} MB`);
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString();
  try {
    return JSON.parse(text);
  } catch {
    throw new GitHubFailure('unavailable', new ServerText(text, 'an answer cut short'));
  }
}
