/**
 * The inputs, in one place: every input of action.yml with its default, written as in action.yml's
 * description. `undefined`: no default, or one that depends on the run.
 * A check holds action.yml, the README and this list together.
 */
export const inputs = {
  'github-token': { default: undefined },
  repositories: { default: undefined },
  branch: { default: undefined },
  threshold: { default: '1d' },
  'slack-bot-token': { default: undefined },
  'slack-channel': { default: undefined },
  'slack-username': { default: undefined },
  'slack-icon-emoji': { default: undefined },
  'slack-webhook-url': { default: undefined },
  'slack-api-url': { default: 'https://slack.com/api/' },
  'clock-start': { default: 'ready' },
  'counts-as-review': { default: 'approved, changes-requested, commented, dismissed' },
  'bots-that-count': { default: undefined },
  'ignore-reviewers': { default: undefined },
  'include-drafts': { default: 'false' },
  labels: { default: undefined },
  authors: { default: undefined },
  'max-listed': { default: '20' },
  'max-age': { default: undefined },
  'notify-on-failure': { default: 'true' },
  'notify-when-clear': { default: 'false' },
  'fail-on-overdue': { default: 'false' },
  'dry-run': { default: 'false' },
  timezone: { default: 'UTC' },
  'working-days': { default: 'mon-sun' },
  'working-hours': { default: '00:00-24:00' },
  holidays: { default: undefined },
  'fresh-reviews-only': { default: 'false' },
  explain: { default: undefined },
} as const satisfies Readonly<Record<string, { readonly default: string | undefined }>>;

export type InputName = keyof typeof inputs;

const isInputName = (name: string): name is InputName => Object.hasOwn(inputs, name);
export const inputNames: readonly InputName[] = Object.keys(inputs).filter(isInputName);

/** Never shown, and masked. */
export const secretInputs = [
  'github-token',
  'slack-bot-token',
  'slack-webhook-url',
] as const satisfies readonly InputName[];

/** Inputs that take a list, and so comments between newlines. */
export const lists: ReadonlySet<InputName> = new Set<InputName>([
  'repositories',
  'branch',
  'counts-as-review',
  'bots-that-count',
  'ignore-reviewers',
  'labels',
  'authors',
  'working-days',
  'holidays',
]);

/** The raw text of an input, as the runner passes it: '' when it is not given. */
export type InputSource = (name: InputName) => string;
