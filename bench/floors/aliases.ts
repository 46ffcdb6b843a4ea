/** The least of a reader: the first 50 of every repository in one request. */
import { graphql, type Page, page, repositories } from './ask.ts';

const parts = repositories.map((full, index) => {
  const [owner, name] = full.split('/');
  return `r${index}: repository(owner: "${owner}", name: "${name}") { ${page('ASC', 50, 'null')} }`;
});
const data = await graphql<Record<string, { pullRequests: Page }>>(`{ ${parts.join('\n')} }`, {});
console.log(Object.values(data).reduce((sum, { pullRequests }) => sum + pullRequests.nodes.length, 0));
