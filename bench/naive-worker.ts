/**
 * What many teams run today, for comparison: lists open pull requests 30 a page, asks for the reviews of each,
 * and posts one line for each without one. It reads one page of reviews, knows no bots and retries nothing.
 */

interface Listed {
  readonly number: number;
  readonly title: string;
  readonly created_at: string;
}

const {
  GITHUB_API_URL = '',
  GITHUB_TOKEN = '',
  REPOSITORY = '',
  SLACK_API_URL = '',
  SLACK_TOKEN = '',
  CHANNEL = '',
} = process.env;
const allowedMs = 86_400_000;

async function get<T>(path: string): Promise<T> {
  const response = await fetch(`${GITHUB_API_URL}${path}`, {
    headers: { authorization: `token ${GITHUB_TOKEN}` },
  });
  if (!response.ok) throw new Error(`GitHub: ${response.status}`);
  return (await response.json()) as T;
}

async function post(text: string): Promise<void> {
  await fetch(`${SLACK_API_URL}chat.postMessage`, {
    method: 'POST',
    headers: { authorization: `Bearer ${SLACK_TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify({ channel: CHANNEL, text }),
  });
}

for (let page = 1; ; page++) {
  const listed = await get<Listed[]>(`/repos/${REPOSITORY}/pulls?state=open&per_page=30&page=${page}`);
  for (const { number, title, created_at } of listed) {
    const reviews = await get<unknown[]>(`/repos/${REPOSITORY}/pulls/${number}/reviews?per_page=30`);
    if (reviews.length === 0 && Date.now() - Date.parse(created_at) > allowedMs)
      await post(`#${number} ${title} has no review`);
  }
  if (listed.length < 30) break;
}
