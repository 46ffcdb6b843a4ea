/** What a newcomer does with the workflow of the README, and what the log must say then. */
import { demoTokens } from '../../__tests__/twins/slack/workspace.ts';

export interface Step {
  readonly name: string;
  /** What the secret holds. */
  readonly secret?: string;
  /** Lines of `with:`; one that is there already is replaced. */
  readonly with?: Readonly<Record<string, string>>;
  /** "Run workflow" with dry-run ticked, as it is at first. */
  readonly dry?: boolean;
  /** 0 unless said. */
  readonly code?: number;
  /** Messages in #reviews afterwards; none unless said. */
  readonly posted?: number;
  /** What the log must say, groups opened. */
  readonly says: readonly RegExp[];
}

export const good = demoTokens.good.token;
const wrong = 'xoxb-0000000000-nobody';
const update = { delivery: 'update', 'slack-channel': 'C0123456789' };
const check = { check: 'true' };

export const steps: readonly Step[] = [
  {
    ...{ name: 'Run workflow, with dry-run ticked', dry: true, secret: good },
    says: [/2 overdue/, /Dry run: the message that would have been posted/, /Slack checked the blocks/],
  },
  { name: 'Run workflow, without it', secret: good, posted: 1, says: [/Posted to #reviews/] },
  {
    ...{ name: 'No secret', code: 1 },
    says: [/slack-bot-token: is empty/, /is its name right/, /nothing was posted/i],
  },
  {
    ...{ name: 'No secret, with dry-run ticked', dry: true },
    says: [
      /Dry run: the message/,
      /Check of the set-up: 1 is to do/,
      /A run that posts needs slack-bot-token/,
    ],
  },
  {
    ...{ name: 'A wrong secret, with dry-run ticked', dry: true, secret: wrong, code: 1 },
    says: [/invalid_auth/],
  },
  {
    ...{ name: 'No chat:write, with dry-run ticked', dry: true, secret: demoTokens.scopeless.token },
    says: [/Warning: For a run that posts, this does not work: scope chat:write: missing/],
  },
  {
    ...{ name: 'A wrong secret: a token that Slack does not know', secret: wrong, code: 1 },
    says: [/Error: .*invalid_auth. Remedy: .*into the secret again/, /Nothing was posted/],
  },
  {
    ...{ name: 'A wrong secret: the signing secret', secret: '8f742231b10e8888abcd99yyyzzz85a5', code: 1 },
    says: [/Error: Input slack-bot-token: is not a bot token/, /Bot User OAuth Token/, /OAuth & Permissions/],
  },
  {
    ...{ name: 'A wrong secret, and check: true', secret: wrong, with: check, code: 1 },
    says: [/Slack token +does not work/, /Error: .*invalid_auth. Remedy: /],
  },
  {
    ...{ name: 'A missing scope: no chat:write', secret: demoTokens.scopeless.token, code: 1 },
    says: [
      /Error: .*missing_scope. Remedy: add the scope chat:write/,
      /install the app again/,
      /Nothing was posted/,
    ],
  },
  {
    ...{ name: 'No chat:write, and check: true', secret: demoTokens.scopeless.token, with: check, code: 1 },
    says: [/scope chat:write +does not work/, /install the app again/],
  },
  {
    ...{
      name: 'A missing scope: delivery: update without channels:history',
      secret: good,
      with: update,
      code: 1,
    },
    says: [/Error: .*missing_scope. Remedy: add the scope channels:history/, /install the app again/],
  },
  {
    ...{ name: 'The same, and check: true', secret: good, with: { ...update, ...check }, code: 1 },
    says: [/scope channels:history .*does not work/, /install the app again/],
  },
  {
    ...{ name: 'A misspelt branch', secret: good, with: { branch: 'mian' } },
    says: [
      /Warning: .*mian\. Did you mean main\? The 25 open pull requests target: main/,
      /nothing was posted/,
    ],
  },
  {
    ...{ name: 'A misspelt branch, and check: true', secret: good, with: { branch: 'mian', ...check } },
    says: [/branch +to do +.*mian\n.*did you mean main\? open ones target main/],
  },
  {
    ...{ name: 'A channel that the app is not in', secret: good, with: { 'slack-channel': "'#open-talk'" } },
    ...{ code: 1, says: [/Error: .*not_in_channel. Remedy: in Slack, type \/invite @pr_status_monitor/] },
  },
  {
    ...{ name: 'All in order, and check: true', secret: good, with: check },
    says: [/Slack token +works/, /Slack scopes +works/, /Nothing was posted/],
  },
];
