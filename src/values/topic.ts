/** Passages of docs/troubleshooting.md that are about one thing each; the others are about one of many of a kind. */
export const ownTopics = [
  'authors-turn-unknown',
  'blocks-unchecked',
  'bot-misspelt',
  'branch-elsewhere',
  'branch-unmatched',
  'busy-unknown',
  'check',
  'config-file-forbidden',
  'config-file-wrong',
  'delivery-certificate',
  'delivery-limited',
  'delivery-no-answer',
  'delivery-not-reached',
  'delivery-not-slack',
  'delivery-other',
  'delivery-unknown',
  'direct-message-refused',
  'errors-beside-answers',
  'explain-withheld',
  'fail-on-overdue',
  'hours-of-working-time',
  'labels-or-authors-keep-none',
  'looks-ignored',
  'mention-fallback-unused',
  'message-not-superseded',
  'no-slack-credentials',
  'not-written',
  'older-server',
  'people-by-webhook',
  'people-not-found',
  'people-not-looked-up',
  'repository-renamed',
  'route-paths-unknown',
  'route-unmatched',
  'snooze-undated',
  'team-unnamed',
  'token-single-repository',
  'unforeseen',
  'watchdog-late',
  'watchdog-not-renewed',
  'watchdog-not-taken-back',
  'watchdog-unknown',
  'without-secrets',
] as const;

const families = ['github', 'slack', 'person', 'conversation', 'webhook', 'input', 'variable'] as const;
type Family = (typeof families)[number];

/** What something that went wrong is about: an anchor of docs/troubleshooting.md, to which the log links. */
export type Topic = (typeof ownTopics)[number] | `${Family}-${string}`;

/** "slack-not-in-channel", of `slack` and `not_in_channel`. */
export function topicOf(family: Family, name: string): Topic {
  return `${family}-${name.toLowerCase().replaceAll('_', '-')}`;
}
