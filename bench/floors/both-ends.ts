/** The least of a reader: both ends of the list in one request, until they meet. */
import { graphql, name, owner, type Page, page } from './ask.ts';

const query = `query ($owner: String!, $name: String!, $oldest: String, $newest: String) {
  repository(owner: $owner, name: $name) {
    oldest: ${page('ASC', 100, '$oldest')}
    newest: ${page('DESC', 100, '$newest')}
  }
}`;

const seen = new Set<number>();
for (
  let [oldest, newest, total]: [string | null, string | null, number] = [null, null, Infinity];
  seen.size < total;
) {
  const data: { repository: { oldest: Page; newest: Page } } = await graphql(query, {
    owner,
    name,
    oldest,
    newest,
  });
  const { repository } = data;
  for (const { number } of [...repository.oldest.nodes, ...repository.newest.nodes]) seen.add(number);
  total = repository.oldest.totalCount;
  oldest = repository.oldest.pageInfo.endCursor;
  newest = repository.newest.pageInfo.endCursor;
}
console.log(seen.size);
