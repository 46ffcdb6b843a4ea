import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import type { Visibility } from '../review/fetched.ts';
import type { Run } from '../settings/run.ts';
import { lenient } from '../values/lenient.ts';
import { isSameName } from '../values/name.ts';

/** No ref of Git's is longer, in characters. */
const branchAtMost = 1000;

const person = v.object({ login: v.string() });
const side = v.object({ repo: v.nullish(v.object({ full_name: v.string() })) });
const payload = v.object({
  repository: lenient(
    v.object({
      full_name: lenient(v.string()),
      default_branch: lenient(v.pipe(v.string(), v.minLength(1), v.maxLength(branchAtMost))),
      private: lenient(v.boolean()),
      visibility: lenient(v.picklist(['public', 'internal', 'private'])),
    }),
  ),
  sender: lenient(person),
  pull_request: lenient(v.object({ user: lenient(person), head: lenient(side), base: lenient(side) })),
});
type Payload = v.InferOutput<typeof payload>;

/** What the runner says about this run, from its variables and the event's file. */
export function readRun(environment: NodeJS.ProcessEnv): Run {
  const event = readEvent(environment['GITHUB_EVENT_PATH']);
  const given = (name: string) => environment[name]?.trim() ?? '';
  const address = (name: string) => given(name).replace(/(?<!\/)\/+$/, '');
  const name = given('GITHUB_REPOSITORY');
  const serverUrl = address('GITHUB_SERVER_URL') || 'https://github.com';
  const apiUrl = address('GITHUB_API_URL') || 'https://api.github.com';
  const [id, number] = [given('GITHUB_RUN_ID'), given('GITHUB_RUN_NUMBER')];
  const eventName = given('GITHUB_EVENT_NAME');
  const visibility = visibilityOf(event);
  const workflowFile = workflowFileOf(given('GITHUB_WORKFLOW_REF'), name);
  const defaultBranch = isPresent(event, name, given('GITHUB_RUN_ATTEMPT'))
    ? event.repository?.default_branch
    : undefined;
  return {
    repository: name,
    repositoryIsPrivate: event.repository?.private ?? (visibility && visibility !== 'public'),
    repositoryVisibility: visibility,
    defaultBranch,
    eventName,
    withoutSecrets: isWithoutSecrets(eventName, event, given('GITHUB_ACTOR')),
    workflow: given('GITHUB_WORKFLOW'),
    id,
    number: number || id,
    url: name && id ? `${serverUrl}/${name}/actions/runs/${id}` : '',
    workflowUrl: name ? `${serverUrl}/${name}/actions${workflowPage(workflowFile)}` : '',
    workflowFile,
    serverUrl,
    apiUrl,
    graphqlUrl: given('GITHUB_GRAPHQL_URL') || graphqlBeside(apiUrl),
    checkout: isTrusted(eventName, given('GITHUB_REF'), defaultBranch)
      ? environment['GITHUB_WORKSPACE'] || undefined
      : undefined,
    temporaryFolder: environment['RUNNER_TEMP'] ?? '',
  };
}

/** The event; nothing is known of it where its file is missing or no JSON object. */
function readEvent(path: string | undefined): Payload {
  if (!path) return {};
  try {
    const parsed = v.safeParse(payload, JSON.parse(readFileSync(path, 'utf8').replace(/^\ufeff/, '')));
    return parsed.success ? parsed.output : {};
  } catch {
    // Nothing depends on it but what may be shown and what may be missing: then the stricter answer holds.
    return {};
  }
}

/**
 * Whether who starts such a run may write to the repository, so that what it has checked out is nobody's proposal. A
 * schedule runs on the default branch only.
 */
function isTrusted(eventName: string, ref: string, defaultBranch: string | undefined): boolean {
  if (eventName === 'push') return defaultBranch !== undefined && ref === `refs/heads/${defaultBranch}`;
  return eventName === 'schedule' || eventName === 'workflow_dispatch';
}

/** A run that is made again has the event of its first attempt: what that says of branches may be long past. */
function isPresent({ repository }: Payload, name: string, attempt: string): boolean {
  return isSameName(repository?.full_name ?? '', name) && (attempt === '' || attempt === '1');
}

/**
 * By a reference such as `owner/name/.github/workflows/reviews.yml@refs/heads/main` (docs: "Variables reference").
 * undefined for one of another repository, such as a ruleset's, and for one that GitHub made itself.
 */
function workflowFileOf(reference: string, repository: string): string | undefined {
  const [, owner, file] = /^([^/]+\/[^/]+)\/(\.github\/workflows\/[^/]+\.ya?ml)@/.exec(reference) ?? [];
  return owner !== undefined && isSameName(owner, repository) ? file : undefined;
}

/** `/workflows/reviews.yml` */
function workflowPage(file: string | undefined): string {
  const name = file?.split('/').at(-1);
  return name === undefined ? '' : `/workflows/${encodeURIComponent(name.toWellFormed())}`;
}

/** Older servers say only whether it is private, and an internal one is `private`, too. */
function visibilityOf({ repository }: Payload): Visibility | undefined {
  if (repository?.visibility) return repository.visibility;
  return repository?.private === false ? 'public' : undefined;
}

const dependabot = 'dependabot[bot]';
const ofPullRequests = ['pull_request', 'pull_request_review', 'pull_request_review_comment'];

/**
 * Whether GitHub withholds secrets from this run (docs: "Troubleshooting Dependabot on GitHub Actions"): on events
 * of pull requests from a fork, and where Dependabot acted, also when somebody runs it again; on
 * `pull_request_target` of Dependabot's own pull requests only.
 */
function isWithoutSecrets(eventName: string, { pull_request, sender }: Payload, actor: string): boolean {
  const isDependabots = pull_request?.user?.login === dependabot;
  if (eventName === 'pull_request_target') return isDependabots;
  if (!ofPullRequests.includes(eventName)) return false;
  const [head, base] = [pull_request?.head, pull_request?.base?.repo?.full_name];
  // A fork that was deleted has no repository any more.
  const fromFork = head !== undefined && base !== undefined && head.repo?.full_name !== base;
  return fromFork || isDependabots || sender?.login === dependabot || actor === dependabot;
}

/** Where a server's GraphQL is, so that a token never goes to another server than its REST requests. */
function graphqlBeside(apiUrl: string): string {
  return `${apiUrl.replace(/\/api\/v3$/, '/api')}/graphql`;
}
