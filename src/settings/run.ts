/** What the runner says about this run: the same for every input. */
export interface Run {
  /** `owner/name` of the workflow's repository; '' outside of a workflow. */
  readonly repository: string;
  /** Whether that repository is private, where the event says so. */
  readonly repositoryIsPrivate: boolean | undefined;
  readonly eventName: string;
  /** Secrets are absent by GitHub's design: a `pull_request*` event from a fork or by Dependabot. */
  readonly withoutSecrets: boolean;
  readonly workflow: string;
  /** The number people see ("run #812"). */
  readonly number: string;
  /** Address of this run. */
  readonly url: string;
  /** `https://github.com` or that of a GitHub Enterprise server, without a slash at the end. */
  readonly serverUrl: string;
  /** REST base address, without a slash at the end. */
  readonly apiUrl: string;
  readonly graphqlUrl: string;
  /** Folder for files that outlive the step but not the job. */
  readonly temporaryFolder: string;
}
