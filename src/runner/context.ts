import { context } from '@actions/github';
import * as v from 'valibot';
import type { Run } from '../settings/run.ts';

const payload = v.object({
  repository: v.optional(v.object({ private: v.optional(v.boolean()) })),
  sender: v.optional(v.object({ login: v.optional(v.string()) })),
  pull_request: v.optional(
    v.object({
      head: v.object({ repo: v.nullish(v.object({ full_name: v.string() })) }),
      base: v.object({ repo: v.object({ full_name: v.string() }) }),
    }),
  ),
});

/** What the runner says about this run, from its variables and the event's file. */
export function readRun(environment: NodeJS.ProcessEnv): Run {
  const event = v.safeParse(payload, context.payload);
  const { repository, sender, pull_request } = event.success ? event.output : {};
  const name = environment['GITHUB_REPOSITORY'] ?? '';
  const serverUrl = context.serverUrl.replace(/\/+$/, '');
  const eventName = context.eventName ?? '';
  const fromFork = pull_request && pull_request.head.repo?.full_name !== pull_request.base.repo.full_name;
  const byDependabot = [sender?.login, context.actor].includes('dependabot[bot]');
  return {
    repository: name,
    repositoryIsPrivate: repository?.private,
    eventName,
    withoutSecrets: eventName.startsWith('pull_request') && (fromFork === true || byDependabot),
    workflow: context.workflow ?? '',
    number: String(context.runNumber || context.runId || ''),
    url: name && context.runId ? `${serverUrl}/${name}/actions/runs/${context.runId}` : '',
    serverUrl,
    apiUrl: context.apiUrl.replace(/\/+$/, ''),
    graphqlUrl: environment['GITHUB_GRAPHQL_URL'] || graphqlBeside(context.apiUrl.replace(/\/+$/, '')),
    temporaryFolder: environment['RUNNER_TEMP'] ?? '',
  };
}

/** Where a server's GraphQL is, so that a token never goes to another server than its REST requests. */
function graphqlBeside(apiUrl: string): string {
  return `${apiUrl.replace(/\/api\/v3$/, '/api')}/graphql`;
}
