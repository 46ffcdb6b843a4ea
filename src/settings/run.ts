import type { Visibility } from '../review/fetched.ts';
import { isConfidential, parseAddress } from '../values/address.ts';
import type { Problems } from './problem.ts';

/** What the runner says about this run: the same for every input. */
export interface Run {
  /** `owner/name` of the workflow's repository; '' outside of a workflow. */
  readonly repository: string;
  /** Whether that repository is private, where the event says so. */
  readonly repositoryIsPrivate: boolean | undefined;
  /** Who can see it, and so this run's log; undefined where the event does not say. */
  readonly repositoryVisibility: Visibility | undefined;
  /** Of that repository, where the event says it and is not an old one. */
  readonly defaultBranch: string | undefined;
  readonly eventName: string;
  /** Secrets are absent by GitHub's design: some events of a fork's or Dependabot's pull requests. */
  readonly withoutSecrets: boolean;
  readonly workflow: string;
  /** The same in every attempt at a run. */
  readonly id: string;
  /** The number people see ("run #812"). */
  readonly number: string;
  /** Address of this run. */
  readonly url: string;
  /** Page of the workflow, which lists its runs; of all workflows where its file is not known. */
  readonly workflowUrl: string;
  /** Path of the workflow's file, where it is one of this repository. */
  readonly workflowFile: string | undefined;
  /** `https://github.com` or that of a GitHub Enterprise server, without a slash at the end. */
  readonly serverUrl: string;
  /** REST base address, without a slash at the end. */
  readonly apiUrl: string;
  readonly graphqlUrl: string;
  /**
   * Folder where the job checks out the workflow's repository; undefined on events on which that may be a version that
   * nobody has merged.
   */
  readonly checkout: string | undefined;
  /** Folder for files that outlive the step but not the job. */
  readonly temporaryFolder: string;
}

/**
 * The token goes to GitHub's addresses, which the runner gives: over https, or not beyond this machine. Says
 * whether it may.
 */
export function checkServer({ apiUrl, graphqlUrl }: Run, problems: Problems): boolean {
  const addresses = [
    ['GITHUB_API_URL', apiUrl],
    ['GITHUB_GRAPHQL_URL', graphqlUrl],
  ] as const;
  const wrong = addresses.filter(([, value]) => {
    const address = parseAddress(value);
    return !address || !isConfidential(address);
  });
  for (const [variable, value] of wrong)
    problems.add(
      { variable },
      `${problems.given(value)} is not allowed: the token is sent there, and would be read on its way. Allowed: an address that starts with https:// ` +
        '(http:// on this machine only). The runner sets it: on GitHub Enterprise Server, TLS is switched on in the management console.',
    );
  return wrong.length === 0;
}
