/** The least of a reader: REST's numbered pages all at once, each followed by the nodes it names. */
import { fields, graphql, name, owner, type Pull, rest } from './ask.ts';

const path = (page: number) => `/repos/${owner}/${name}/pulls?state=open&base=main&per_page=100&page=${page}`;
const query = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on PullRequest { ${fields} } } }`;

async function nodes(items: readonly { node_id: string }[]): Promise<readonly Pull[]> {
  const ids = items.map(({ node_id }) => node_id);
  return ids.length === 0 ? [] : (await graphql<{ nodes: Pull[] }>(query, { ids })).nodes;
}

const first = await rest<{ node_id: string }>(path(1));
const others = Array.from({ length: first.last - 1 }, async (_, index) =>
  nodes((await rest<{ node_id: string }>(path(index + 2))).items),
);
const read = (await Promise.all([nodes(first.items), ...others])).flat();
console.log(new Set(read.map(({ number }) => number)).size);
