/** Both twins around a world of one size, and processes measured between them. */
import { tmpdir } from 'node:os';
import { type ProcessResult, runAction, runNode } from '../__tests__/runner/runner.ts';
import { type GitHubTwin, startGitHubTwin } from '../__tests__/twins/github/twin.ts';
import { type SlackTwin, startSlackTwin } from '../__tests__/twins/slack/twin.ts';
import { demoTokens } from '../__tests__/twins/slack/workspace.ts';
import { demoToken, manyWorld } from '../__tests__/worlds/real.ts';
import { type Sample, sample } from './sample.ts';
import { plainScript } from './script.ts';

/** So many repositories with so many open pull requests each. */
export interface Size {
  readonly repositories: number;
  readonly pulls: number;
  /** Which share of them is towards other branches; each on one of the others, where stacked. */
  readonly others?: number;
  readonly stacked?: boolean;
}

const longestRunMs = 1_800_000;

export class Stage {
  readonly size: Size;
  /** Of both twins, before each answer. */
  latencyMs = 0;
  readonly #github: GitHubTwin;
  readonly #slack: SlackTwin;
  /** Of the repositories. */
  readonly names: readonly string[];

  private constructor(size: Size, names: readonly string[], github: GitHubTwin, slack: SlackTwin) {
    this.size = size;
    this.names = names;
    this.#github = github;
    this.#slack = slack;
  }

  static async open(size: Size): Promise<Stage> {
    // Many runs share the hour.
    const world = manyWorld({ now: Date.now(), ...size, pointsPerHour: 10_000_000 });
    const latencyMs = () => stage.latencyMs;
    const github = await startGitHubTwin({ world, unchanging: true, latencyMs });
    const slack = await startSlackTwin({ latencyMs });
    const stage = new Stage(
      size,
      world.repositories.map(({ nameWithOwner }) => nameWithOwner),
      github,
      slack,
    );
    return stage;
  }

  async close(): Promise<void> {
    await Promise.all([this.#github.close(), this.#slack.close()]);
  }

  /** Runs dist/index.js as the runner does. @throws Error where it does not see every pull request */
  async action(inputs: Readonly<Record<string, string>> = {}): Promise<Sample> {
    const [first = ''] = this.names;
    const { result, ...figures } = await sample(this.#github.requests, () =>
      runAction({
        repository: first,
        defaultBranch: 'main',
        token: demoToken,
        apiUrl: this.#github.apiUrl,
        inputs: {
          // Many are named by a pattern, as an organisation would.
          repositories: this.names.length > 1 ? 'acme/*' : first,
          'slack-bot-token': demoTokens.good.token,
          'slack-channel': '#reviews',
          'slack-api-url': this.#slack.apiUrl,
          ...inputs,
        },
        timeout: longestRunMs,
      }),
    );
    const { pulls, others = 0, stacked } = this.size;
    const isWhole = stacked && inputs['include-stacked'] !== 'false';
    this.#check(result, result.outputs['checked'], isWhole ? pulls : Math.round(pulls * (1 - others)));
    return figures;
  }

  /** Runs a script of this folder, that prints how many pull requests it saw, where it says so. */
  async script(file: string, { counts = true }: { readonly counts?: boolean } = {}): Promise<Sample> {
    const env = {
      GITHUB_API_URL: this.#github.apiUrl,
      GITHUB_TOKEN: demoToken,
      REPOSITORY: this.names[0] ?? '',
      REPOSITORIES: this.names.join('\n'),
      SLACK_API_URL: this.#slack.apiUrl,
      SLACK_TOKEN: demoTokens.good.token,
      CHANNEL: 'C0123456789',
    };
    const { result, ...figures } = await sample(this.#github.requests, () =>
      runNode([plainScript(file)], env, tmpdir(), longestRunMs),
    );
    this.#check(result, counts ? result.output.trim() : undefined);
    return figures;
  }

  /** A figure of a run that failed, or that saw something else, is none. */
  #check(
    { exitCode, output }: Pick<ProcessResult, 'exitCode' | 'output'>,
    seen: string | undefined,
    pulls = this.size.pulls,
  ): void {
    const there = String(this.size.repositories * pulls);
    if (exitCode !== 0 || (seen !== undefined && seen !== there))
      throw new Error(`saw ${seen} of ${there}, exit code ${exitCode}: ${output.slice(-2000)}`);
  }
}
