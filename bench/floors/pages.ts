/** The least of a reader: one page after the other. */
import { graphql, name, owner, type Page, page } from './ask.ts';

const query = `query ($owner: String!, $name: String!, $after: String) {
  repository(owner: $owner, name: $name) { ${page('ASC', 100, '$after')} }
}`;

const seen = new Set<number>();
for (let after: string | null = null; ; ) {
  const data: { repository: { pullRequests: Page } } = await graphql(query, { owner, name, after });
  const { nodes, pageInfo } = data.repository.pullRequests;
  for (const { number } of nodes) seen.add(number);
  if (!pageInfo.hasNextPage) break;
  after = pageInfo.endCursor;
}
console.log(seen.size);
