/** Links from the log to docs/troubleshooting.md. */
import type { Topic } from '../values/topic.ts';

const home = 'https://github.com';
const linked = new Set<Topic>();

/** Where docs/troubleshooting.md has more, once for each topic of a run. */
export function moreOf(topic: Topic): string {
  if (linked.has(topic)) return '';
  linked.add(topic);
  return ` More: ${troubleshooting(process.env)}#${topic}`;
}

/** The page, of the version that runs. The runner says where the action is from; for one of the job's own checkout nothing. */
function troubleshooting(environment: NodeJS.ProcessEnv): string {
  const page = 'docs/troubleshooting.md';
  const repository = environment['GITHUB_ACTION_REPOSITORY'] ?? '';
  const ref = environment['GITHUB_ACTION_REF'] ?? '';
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository) || ref === '') return page;
  // Another server may have the action from github.com, and the runner does not tell.
  if ((environment['GITHUB_SERVER_URL'] ?? home) !== home) return `${repository}@${ref}: ${page}`;
  return `${home}/${repository}/blob/${ref.split('/').map(encodeURIComponent).join('/')}/${page}`;
}
