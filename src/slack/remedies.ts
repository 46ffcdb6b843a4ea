/** What cures the errors that a user can cause or cure (docs.slack.dev: errors of chat.postMessage). */
import { type Topic, topicOf } from '../values/topic.ts';
import { scopeRemedy } from './scopes.ts';
import { kindOf, nameOf, type Target } from './target.ts';
import { webhookRemedyOf } from './webhook-remedies.ts';

/** What a remedy can name. */
interface Circumstances {
  /** Whom the message is for. */
  readonly name: string;
  /** As the settings name it. */
  readonly channel: string;
  readonly app: string;
  /** The scope that Slack misses. */
  readonly needed: string | undefined;
}

/** Looked up by a word of a server: a map knows no `constructor`. */
type Remedies = ReadonlyMap<string, Remedy>;
type Remedy = (circumstances: Circumstances) => string;

const newToken = () =>
  'store the "Bot User OAuth Token" (xoxb-…) of the app\'s page "OAuth & Permissions" in the secret that slack-bot-token names.';
const askOwner = ({ name }: Circumstances) =>
  `ask who runs the Slack workspace to let the app post to ${name}.`;
const otherChannel = ({ name }: Circumstances) =>
  `let everybody post in ${name}, or give slack-channel another one.`;
const later = () => 're-run the job later; see slack-status.com.';
const report = () => 'please report it with the log of this run; until then, a smaller max-listed may help.';

/** Slack does not let this token in, whatever it is asked. */
const ofToken: Remedies = new Map<string, Remedy>([
  ['not_authed', newToken],
  [
    'invalid_auth',
    () =>
      'the token is wrong, of another workspace, or used from an address that Slack does not allow: copy the "Bot User OAuth Token" (xoxb-…) of the app\'s page "OAuth & Permissions" into the secret again.',
  ],
  [
    'account_inactive',
    () => 'the app was removed from the workspace: install it again, and store its new token.',
  ],
  ['token_revoked', () => 'the token was revoked: install the app again, and store its new token.'],
  [
    'token_expired',
    () =>
      'the app rotates its tokens: switch token rotation off in the app, or store a fresh token before each run.',
  ],
  ['not_allowed_token_type', newToken],
  ['team_access_not_granted', askOwner],
  ['org_login_required', askOwner],
  ['enterprise_is_restricted', askOwner],
  ['accesslimited', askOwner],
  ['access_denied', askOwner],
  ['two_factor_setup_required', askOwner],
  ['ekm_access_denied', askOwner],
]);

const ofMessage: Remedies = new Map<string, Remedy>([
  ['missing_scope', ({ needed, channel }) => scopeRemedy(needed ?? 'chat:write', channel)],
  ['team_added_to_org', later],
  ['service_unavailable', later],
  ['invalid_blocks', report],
  ['invalid_blocks_format', report],
  ['msg_blocks_too_long', report],
  ['msg_too_long', report],
  ['no_text', report],
  ['unknown_method', () => 'check slack-api-url: what answers there is not Slack, or an old stand-in.'],
]);

const ofChannel: Remedies = new Map<string, Remedy>([
  ['not_in_channel', ({ app, name }) => `in Slack, type /invite @${app} in ${name}, then re-run this job.`],
  [
    'channel_not_found',
    ({ app, name }) =>
      `check slack-channel: the ID stands in the channel's details, at the bottom. A private channel looks the same until the app is in it: type /invite @${app} in ${name}.`,
  ],
  ['is_archived', ({ name }) => `${name} is archived: unarchive it, or give slack-channel another one.`],
  ['is_inactive', ({ name }) => `${name} is archived: unarchive it, or give slack-channel another one.`],
  ['restricted_action', otherChannel],
  ['restricted_action_read_only_channel', otherChannel],
  ['restricted_action_thread_only_channel', otherChannel],
  ['restricted_action_non_threadable_channel', otherChannel],
  ['no_permission', askOwner],
]);

const otherPerson = ({ name }: Circumstances) =>
  `this workspace does not have ${name}, or does not show this person to the app: check slack-channel. The ID stands in the person's profile, under "Copy member ID".`;
const ofPerson: Remedies = new Map<string, Remedy>([
  ['user_not_found', otherPerson],
  ['users_not_found', otherPerson],
  ['channel_not_found', otherPerson],
  ['not_in_channel', otherPerson],
  ['user_disabled', ({ name }) => `${name} is deactivated: give slack-channel somebody else, or a channel.`],
  ['is_archived', ({ name }) => `${name} is deactivated: give slack-channel somebody else, or a channel.`],
  [
    'cannot_dm_bot',
    ({ name }) => `${name} is a bot, and bots get no messages: give slack-channel a person or a channel.`,
  ],
  [
    'messages_tab_disabled',
    () => 'switch the app\'s messages tab on ("App Home"), or give slack-channel a channel.',
  ],
  ['no_permission', askOwner],
  ['restricted_action', askOwner],
]);

const otherConversation = ({ name }: Circumstances) =>
  `${name} is none of the app's: give slack-channel the person's ID (U…) in its place, or a channel.`;
const ofConversation: Remedies = new Map<string, Remedy>([
  ['user_not_found', otherConversation],
  ['channel_not_found', otherConversation],
  ['not_in_channel', otherConversation],
]);

type Group = readonly [family: 'slack' | 'person' | 'conversation', remedies: Remedies];
const ofAll: readonly Group[] = [
  ['slack', ofToken],
  ['slack', ofMessage],
];
/** For whom a message is: the first that knows the error has its remedy. */
const groups: Readonly<Record<'channel' | 'person' | 'conversation', readonly Group[]>> = {
  channel: [['slack', ofChannel], ...ofAll],
  person: [['person', ofPerson], ...ofAll],
  conversation: [['conversation', ofConversation], ['person', ofPerson], ...ofAll],
};

/** Every error of Slack's that has a remedy here: docs/troubleshooting.md has a row for each. */
export const slackTopics: ReadonlyMap<Topic, string> = new Map(
  Object.values(groups)
    .flat()
    .flatMap(([family, remedies]) =>
      [...remedies.keys()].map((code) => [topicOf(family, code), code] as const),
    ),
);

/** Whether Slack does not let the token in, so that a post would be refused as well. */
export function isAboutToken(code: string): boolean {
  return ofToken.has(code);
}

/** The remedy of an error, or where to look it up: among those of the method that was called. */
export function remedyOf(
  code: string,
  target: Target,
  needed?: string | undefined,
  method = 'chat.postMessage',
): { readonly remedy: string; readonly topic: Topic } {
  const kind = kindOf(target);
  if (target.kind === 'webhook' || kind === 'webhook') return webhookRemedyOf(code);
  const [family, remedies] = groups[kind].find(([, some]) => some.has(code)) ?? [];
  const remedy = remedies?.get(code);
  if (!family || !remedy)
    return {
      remedy: `look the error up at https://docs.slack.dev/reference/methods/${method}#errors.`,
      topic: 'delivery-other',
    };
  return {
    remedy: remedy({ name: nameOf(target), channel: target.channel, app: target.app, needed }),
    topic: topicOf(family, code),
  };
}
