/** What the minimal readers share: questions without retries, checks or limits. */
import { Agent, request } from 'node:http';

const { GITHUB_API_URL = '', GITHUB_TOKEN = '', REPOSITORY = '', REPOSITORIES = '' } = process.env;

export const [owner = '', name = ''] = REPOSITORY.split('/');
export const repositories: readonly string[] = REPOSITORIES.split('\n');

const agent = new Agent({ keepAlive: true });

function ask(method: 'GET' | 'POST', path: string, body?: string): Promise<{ text: string; link: string }> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `bearer ${GITHUB_TOKEN}` };
    const sent = request(`${GITHUB_API_URL}${path}`, { method, headers, agent }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        if (answer.statusCode !== 200) reject(new Error(`${answer.statusCode} ${text}`));
        else resolve({ text, link: String(answer.headers['link'] ?? '') });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

export async function graphql<Data>(
  query: string,
  variables: Readonly<Record<string, unknown>>,
): Promise<Data> {
  const { text } = await ask('POST', '/graphql', JSON.stringify({ query, variables }));
  const { data, errors }: { data: Data; errors?: unknown } = JSON.parse(text);
  if (errors) throw new Error(text.slice(0, 1000));
  return data;
}

/** A page of REST, and the number of the last one. */
export async function rest<Item>(path: string): Promise<{ items: Item[]; last: number }> {
  const { text, link } = await ask('GET', path);
  return { items: JSON.parse(text), last: Number(/[?&]page=(\d+)>; rel="last"/.exec(link)?.[1] ?? 1) };
}

export interface Pull {
  readonly number: number;
}

export interface Page {
  readonly totalCount: number;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly nodes: readonly Pull[];
}

/** What the rules need of a pull request. */
export const fields = `id number title url isDraft createdAt additions deletions baseRefName
  author { __typename login }
  labels(first: 100) { nodes { name } }
  reviews(first: 20, states: [APPROVED, CHANGES_REQUESTED, COMMENTED, DISMISSED]) {
    pageInfo { hasNextPage endCursor }
    nodes { state submittedAt author { __typename login } }
  }
  reviewRequests(first: 100) {
    nodes { requestedReviewer { __typename ... on User { login } ... on Mannequin { login } ... on Bot { login } } }
  }
  assignees(first: 100) { nodes { login } }
  headRefName isCrossRepository
  events: timelineItems(last: 100, itemTypes: [READY_FOR_REVIEW_EVENT, REOPENED_EVENT, BASE_REF_CHANGED_EVENT]) {
    nodes {
      __typename ... on ReadyForReviewEvent { createdAt } ... on ReopenedEvent { createdAt }
      ... on BaseRefChangedEvent { createdAt previousRefName }
    }
  }`;

/** A page of the open pull requests towards main, within a `repository`. */
export function page(direction: 'ASC' | 'DESC', size: number, after: string): string {
  return `pullRequests(states: OPEN, baseRefName: "main", orderBy: { field: CREATED_AT, direction: ${direction} }, first: ${size}, after: ${after}) {
    totalCount
    pageInfo { hasNextPage endCursor }
    nodes { ${fields} }
  }`;
}
