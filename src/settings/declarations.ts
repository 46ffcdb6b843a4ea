/**
 * The inputs, each declared once. From here follow: the type and the reading of its value, the view of the
 * settings in log, summary and report, masking, action.yml's inputs and the README's tables (`npm run docs`
 * writes both).
 */
import { reviewStates, turns } from '../review/pull-request.ts';
import { clockStarts } from '../review/rules.ts';
import { defaultConfigPath } from './config-path.ts';
import * as kinds from './kinds.ts';

/** Groups of the README's tables, in their order. */
export const groups = {
  watch: 'What to watch',
  rules: 'The rules',
  time: 'Time',
  message: 'The message',
  people: 'Pings and direct messages',
  slack: 'Slack',
  file: 'The config file',
} as const;

export interface Declaration<T> {
  readonly kind: kinds.Kind<T>;
  readonly group: keyof typeof groups;
  /** Written as a user would; without one, `none` says what holds where the input is not given. */
  readonly default?: string;
  readonly none?: string;
  /** Only where the runner itself gives a default: an expression of GitHub Actions, without its braces. */
  readonly runnerDefault?: string;
  /** Markdown, without the default. */
  readonly description: string;
  /** The setting of the old worker that lives on in it. */
  readonly worker?: string;
}

export const declarations = {
  'github-token': {
    kind: kinds.secret(),
    group: 'watch',
    none: "the run's own token, which sees its own repository and public ones",
    runnerDefault: 'github.token',
    description: 'Token that reads the pull requests. `pull-requests` read access suffices.',
    worker: 'GITHUB_PAT',
  },
  repositories: {
    kind: kinds.repositories(),
    group: 'watch',
    none: "this workflow's repository",
    runnerDefault: 'github.repository',
    description:
      "Pattern list of repositories: `acme/web`, `acme/*` for all of an owner's that the token sees (archived ones and forks only by name), `'!acme/sandbox-*'` to exclude.",
    worker: 'GITHUB_USER, GITHUB_REPO',
  },
  branch: {
    kind: kinds.patterns('branch'),
    group: 'watch',
    none: "each repository's default branch",
    description:
      "Pattern list of target branches: `main`, `release-*`, `'**'` for all, `'!wip/**'` to exclude. Case counts, and `*` stops at `/`.",
    worker: 'GITHUB_BRANCH',
  },
  labels: {
    kind: kinds.patterns('label'),
    group: 'watch',
    none: 'no filter',
    description:
      "Pattern list of labels: `bug` keeps those with a match, `'!wip'` leaves out those with one.",
  },
  authors: {
    kind: kinds.patterns('login'),
    group: 'watch',
    none: 'no filter',
    description:
      "Pattern list of authors, in the same way: `'!*[bot]'` leaves bots out; a deleted author is `ghost`.",
  },
  'include-drafts': {
    kind: kinds.boolean(),
    group: 'watch',
    default: 'false',
    description: 'Whether drafts are judged like the others.',
  },
  'include-stacked': {
    kind: kinds.boolean(),
    group: 'watch',
    default: 'true',
    description:
      'Whether pull requests towards the source branch of a watched one are watched, too: stacks, however high.',
  },
  'snooze-labels': {
    kind: kinds.patterns('label', {
      needsInclusion:
        'holds exclusions only, which would leave out whatever has a label. Add what snoozes, for example "on-hold*, !on-hold-no-more".',
    }),
    group: 'watch',
    default: 'snooze-until-*, no-reminder',
    description:
      'Pattern list of labels that leave a pull request out; what follows `until-` in one is the date at whose beginning, in `timezone`, that ends (`snooze-until-2026-12-01`).',
  },
  'authors-turn': {
    kind: kinds.choices(...turns),
    group: 'watch',
    none: 'none',
    description:
      'Leave out what its author has to mend first: `conflicts`, `failing-checks` (needs `checks` and `statuses` read access).',
  },
  explain: {
    kind: kinds.pullRequest(),
    group: 'watch',
    none: 'none',
    description:
      'A pull request (number, `owner/name#number` or address) whose verdict is derived step by step in log and summary; nothing is posted.',
  },
  check: {
    kind: kinds.boolean(),
    group: 'watch',
    default: 'false',
    description:
      'Say in log and summary what of the set-up works and what is to be done: tokens, scopes, repositories, channels, people, clock, schedule. Nothing is posted; the run fails where something does not work.',
  },
  threshold: {
    kind: kinds.duration(),
    group: 'rules',
    default: '1d',
    description:
      'How long a pull request may wait without a review: `3` (days), `36h`, `1d 4h`, `2w`. Hours are working time, too: of eight-hour days `36h` is 4 working days 4 h.',
    worker: 'GITHUB_PR_REVIEW_THRESHOLD',
  },
  'clock-start': {
    kind: kinds.choice(...clockStarts),
    group: 'rules',
    default: 'ready',
    description:
      'When the wait begins: `ready` (the latest of opened, reopened and marked ready for review), `created` (opened) or `review-requested` (`ready`, or the earliest request still open if that is later).',
  },
  'counts-as-review': {
    kind: kinds.choices(...reviewStates),
    group: 'rules',
    default: 'approved, changes-requested, commented, dismissed',
    description: 'States of a review that end the wait; `conversation` adds plain comments.',
  },
  'bots-that-count': {
    kind: kinds.patterns('login'),
    group: 'rules',
    none: 'none',
    description: 'Pattern list of bots whose reviews count, such as `coderabbitai[bot]`.',
  },
  'ignore-reviewers': {
    kind: kinds.patterns('login', {
      needsInclusion:
        'holds exclusions only, which would ignore everybody else. Add whom to ignore, for example "*, !octocat".',
    }),
    group: 'rules',
    none: 'none',
    description: 'Pattern list of further accounts whose reviews do not count, such as machine users.',
  },
  'fresh-reviews-only': {
    kind: kinds.boolean(),
    group: 'rules',
    default: 'false',
    description:
      'Whether a review counts only on the newest commit, and a push starts the wait anew; needs `contents` read access.',
  },
  'reviews-needed': {
    kind: kinds.integer(1, 10),
    group: 'rules',
    default: '1',
    description: 'How many different accounts must have reviewed, from 1 to 10.',
  },
  're-requests': {
    kind: kinds.boolean(),
    group: 'rules',
    default: 'false',
    description:
      'Whether a review no longer counts once its author is asked again; where nobody else has reviewed, the wait begins anew then.',
  },
  'independent-review': {
    kind: kinds.boolean(),
    group: 'rules',
    default: 'false',
    description:
      "Whether reviews by assignees of a bot's pull request do not count: who commissioned an agent is no second pair of eyes.",
  },
  'fail-on-overdue': {
    kind: kinds.boolean(),
    group: 'rules',
    default: 'false',
    description: 'Whether the run fails when something is overdue.',
  },
  timezone: {
    kind: kinds.zone(),
    group: 'time',
    default: 'UTC',
    description: 'IANA time zone of the working time and of every date shown, such as `Europe/Berlin`.',
  },
  'working-days': {
    kind: kinds.weekdays(),
    group: 'time',
    default: 'mon-sun',
    description: 'Days of the week on which waiting counts: `mon-fri`, `sun-thu`, `mon,wed,fri`.',
  },
  'working-hours': {
    kind: kinds.hours(),
    group: 'time',
    default: '00:00-24:00',
    description:
      'Hours of these days in which waiting counts: `09:00-17:30`, or over midnight `22:00-06:00`. A day of `threshold` is as long.',
  },
  holidays: {
    kind: kinds.holidays(),
    group: 'time',
    none: 'none',
    description:
      'Days off: dates and ranges (`2026-12-24..2026-12-31`), and countries or regions (`DE`, `US-CA`) with their public holidays.',
  },
  'max-listed': {
    kind: kinds.integer(1, 45),
    group: 'message',
    default: '20',
    description:
      'How many pull requests one message names, from 1 to 45, the longest wait first; the rest is counted and linked.',
  },
  'max-age': {
    kind: kinds.duration(),
    group: 'message',
    none: 'none',
    description:
      'Longer waits are counted in one linked line of the message, not listed one by one: `90d`. Longer than `threshold`.',
  },
  'notify-on-failure': {
    kind: kinds.boolean(),
    group: 'message',
    default: 'true',
    description:
      'Whether a run that could not look at everything says so in the channel, also where nothing is overdue.',
  },
  'notify-when-clear': {
    kind: kinds.boolean(),
    group: 'message',
    default: 'false',
    description: 'Whether to post also when nothing is overdue.',
  },
  delivery: {
    kind: kinds.choice('post', 'update', 'replace'),
    group: 'message',
    default: 'post',
    description:
      '`post` a new message each run; `update`: one message that is kept true, posted anew when there is news or time to remind; `replace`: the same, and the old one is deleted. The latter two need the scope `channels:history` (private channels: `groups:history`).',
  },
  'remind-every': {
    kind: kinds.reminder(),
    group: 'message',
    default: '1d',
    description:
      'With `update` and `replace`: post anew also without news. Days and weeks (`1d`, `2w`) count dates of working days, hours (`4h`) working time; `never`.',
  },
  news: {
    kind: kinds.choice('post', 'edit'),
    group: 'message',
    default: 'post',
    description:
      'With `update` and `replace`: whether what became overdue is told in a fresh message (`post`), or edited in and left to `remind-every` (`edit`).',
  },
  people: {
    kind: kinds.people(),
    group: 'people',
    none: 'none',
    description:
      'Who is who in Slack, a line each: `octocat: U0123456789`, `acme/core: S0123456789` (a login or `org/team`; an ID of Slack), or `octocat: octo@example.com`, which needs the scope `users:read.email`.',
  },
  mention: {
    kind: kinds.mention(),
    group: 'people',
    default: 'none',
    description:
      'Whom the message pings, if `people` knows them: `asked` (all of whom a review is asked) or `one-asked` (one of them, another one each working day, passing over whom GitHub shows as busy), and `authors`; or `none`.',
  },
  'mention-repeat': {
    kind: kinds.choice('every', 'doubling'),
    group: 'people',
    default: 'every',
    description:
      'Whether each reminder pings (`every`), or a pull request only when it is first told as overdue and after 1, 2, 4, 8, 16 … days overdue (`doubling`; needs `delivery: update` or `replace`).',
  },
  'mention-fallback': {
    kind: kinds.mentionFallback(),
    group: 'people',
    none: 'none',
    description:
      'List of logins, `org/team` or IDs of Slack, pinged for a pull request for which `asked` and `one-asked` name nobody.',
  },
  'direct-messages': {
    kind: kinds.choice('none', 'asked'),
    group: 'people',
    default: 'none',
    description:
      'With `asked`, whoever is asked and in `people` also gets one direct message with what waits for them, after each fresh message in the channel. Needs `slack-bot-token`.',
  },
  'dry-run': {
    kind: kinds.boolean(),
    group: 'message',
    default: 'false',
    description: 'Do everything but the post, and show what would have been posted.',
  },
  'slack-bot-token': {
    kind: kinds.secret(),
    group: 'slack',
    none: 'none',
    description:
      'Bot token (`xoxb-…`) of a Slack app with the scope `chat:write`. This, or `slack-webhook-url`, or `dry-run`.',
    worker: 'SLACK_BOT_TOKEN',
  },
  'slack-channel': {
    kind: kinds.channel(),
    group: 'slack',
    none: 'none',
    description:
      "Channel to post in, as ID (`C0123456789`) or, with `delivery: post`, as name; in YAML, write `'#reviews'` in quotes. Needed with `slack-bot-token`.",
    worker: 'SLACK_CHANNEL',
  },
  'slack-username': {
    kind: kinds.username(),
    group: 'slack',
    none: "the app's own",
    description: 'Name the message is posted under; needs the scope `chat:write.customize`.',
    worker: 'SLACK_USER',
  },
  'slack-icon-emoji': {
    kind: kinds.emoji(),
    group: 'slack',
    none: "the app's own",
    description:
      "Emoji beside the message, such as `':eyes:'`, in quotes; needs the scope `chat:write.customize`.",
  },
  watchdog: {
    kind: kinds.calendarDuration(3_600_000, 120 * 86_400_000),
    group: 'slack',
    none: 'none',
    description:
      'If no run gets through for so long, Slack itself says so in the channel: `3d`, from `1h` to `120d` by the calendar. Needs `slack-bot-token`.',
  },
  'slack-webhook-url': {
    kind: kinds.secret(),
    group: 'slack',
    none: 'none',
    description:
      'Incoming webhook to post by, in place of a bot token. It has its own channel, name and icon.',
  },
  'slack-api-url': {
    kind: kinds.address('https://slack-gov.com/api/'),
    group: 'slack',
    default: 'https://slack.com/api/',
    description: "Address of Slack's Web API, for GovSlack, a proxy or a test server.",
  },
  'config-file': {
    kind: kinds.configFile(),
    group: 'file',
    default: defaultConfigPath,
    description:
      "Path of a YAML file in the workflow's repository with values for inputs that are not given, by their names: [docs/configuration.md](docs/configuration.md).",
  },
} as const satisfies Readonly<Record<string, Declaration<unknown>>>;

export type InputName = keyof typeof declarations;

/** The type of an input's value: undefined where it is not given and has no default. */
export type ValueOf<N extends InputName> = (typeof declarations)[N] extends {
  readonly kind: kinds.Kind<infer T>;
}
  ? (typeof declarations)[N] extends { readonly default: string }
    ? T
    : T | undefined
  : never;

/** Those whose value is never shown, and masked. */
export type SecretName = {
  [N in InputName]: (typeof declarations)[N]['kind'] extends kinds.SecretKind ? N : never;
}[InputName];

/** Those whose value may stand in the config file. */
export type FileInputName = {
  [N in InputName]: (typeof declarations)[N]['kind'] extends { readonly notInFile: string } ? never : N;
}[InputName];

/** `dry-run` → `dryRun` */
export type Camel<Name extends string> = Name extends `${infer First}-${infer Rest}`
  ? `${First}${Capitalize<Camel<Rest>>}`
  : Name;

/** The value of each input, under its name in camel case. */
export type Values = {
  readonly [Name in Exclude<InputName, SecretName> as Camel<Name>]: ValueOf<Name>;
};

/** The secret inputs. Nothing that is shown is made of them. */
export type Credentials = { readonly [Name in SecretName as Camel<Name>]: string | undefined };

/** Every input as its declaration has it, for whoever goes through all of them. */
export const declared: ReadonlyMap<string, Declaration<unknown>> = new Map(Object.entries(declarations));

const isInputName = (name: string): name is InputName => Object.hasOwn(declarations, name);
export const inputNames: readonly InputName[] = Object.keys(declarations).filter(isInputName);

export const isSecret = (name: InputName): name is SecretName => declared.get(name)?.kind.isSecret === true;
export const secretNames: readonly SecretName[] = inputNames.filter(isSecret);

export const isForFile = (name: string): name is FileInputName =>
  isInputName(name) && declared.get(name)?.kind.notInFile === undefined;
export const fileInputNames: readonly FileInputName[] = inputNames.filter(isForFile);

/** The raw text of an input, as the runner passes it: '' when it is not given. */
export type InputSource = (name: InputName) => string;

/** `dry-run` → `dryRun` */
export function camel(name: string): string {
  return name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}
