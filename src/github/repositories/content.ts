import * as v from 'valibot';
import { type Content, configFileAtMost, tooLarge } from '../../settings/config-file.ts';
import type { Api } from '../client/api.ts';
import { GitHubFailure } from '../client/failure.ts';
import { parseAnswer } from '../client/parse.ts';

/** GitHub docs: REST API, "Get repository content". A folder is a list of what is in it. */
const contentSchema = v.union([
  v.array(v.unknown()),
  v.object({
    type: v.string(),
    size: v.optional(v.number()),
    encoding: v.optional(v.string()),
    content: v.optional(v.string()),
  }),
]);

/**
 * A file as it stands on the default branch: one request of REST. Needs `contents: read`, in a public repository
 * nothing.
 * @param repository `owner/name`
 * @param path below its root, with slashes
 * @throws GitHubFailure but for "not found"
 */
export async function readFromDefaultBranch(api: Api, repository: string, path: string): Promise<Content> {
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  try {
    const { data } = await api.get(`/repos/${repository}/contents/${encoded}`);
    return toContent(parseAnswer(contentSchema, data, 'the content of a file'));
  } catch (error) {
    if (error instanceof GitHubFailure && error.kind === 'not-found') return { kind: 'absent' };
    throw error;
  }
}

function toContent(answer: v.InferOutput<typeof contentSchema>): Content {
  if (Array.isArray(answer)) return { kind: 'wrong', why: 'is a folder.' };
  const { type, size = 0, encoding, content = '' } = answer;
  // A link to a file of the repository comes as that file.
  if (type === 'symlink') return { kind: 'wrong', why: 'is a link that leads to no file of the repository.' };
  if (type !== 'file') return { kind: 'wrong', why: 'is no file.' };
  if (size > configFileAtMost) return tooLarge(size);
  if (encoding !== 'base64') throw new GitHubFailure('unexpected', 'a file in an unknown encoding');
  const bytes = Buffer.from(content, 'base64');
  return bytes.length > configFileAtMost ? tooLarge(bytes.length) : { kind: 'bytes', bytes };
}
