/** What cures the words of an incoming webhook (docs.slack.dev: sending messages using incoming webhooks). */
import { type Topic, topicOf } from '../values/topic.ts';

const newOne =
  'make a new webhook on the app\'s page "Incoming Webhooks", and store it in the secret that slack-webhook-url names';
const gone = `the webhook was removed or disabled: ${newOne}.`;
const wrong = `the webhook is wrong or was replaced: ${newOne}.`;
const notAllowed = 'ask who runs the Slack workspace to let this webhook post in its channel.';
const otherChannel = `the webhook's channel lets only some people post: let everybody, or ${newOne}, for another channel.`;
const report = 'please report it with the log of this run; until then, a smaller max-listed may help.';

const remedies: ReadonlyMap<string, string> = new Map([
  ['no_service', gone],
  ['no_service_id', wrong],
  ['no_active_hooks', gone],
  ['invalid_token', wrong],
  ['invalid_auth', wrong],
  ['not_authed', wrong],
  ['token_revoked', gone],
  ['account_inactive', gone],
  ['no_team', `the webhook is wrong, or its workspace is gone: ${newOne}.`],
  ['team_disabled', notAllowed],
  ['action_prohibited', 'the workspace does not allow this webhook to post: ask who runs it.'],
  [
    'channel_is_archived',
    `the webhook's channel is archived: unarchive it, or ${newOne}, for another channel.`,
  ],
  ['is_archived', `the webhook's channel is archived: unarchive it, or ${newOne}, for another channel.`],
  ['channel_not_found', `the webhook's channel is gone: ${newOne}, for another channel.`],
  ['not_in_channel', `the webhook may no longer post in its channel: ${newOne}.`],
  ['user_not_found', `who the webhook writes to is gone: ${newOne}.`],
  ['posting_to_general_channel_denied', otherChannel],
  ['restricted_action', otherChannel],
  ['invalid_payload', report],
  ['invalid_blocks', report],
  ['msg_blocks_too_long', report],
  ['msg_too_long', report],
  ['no_text', report],
]);

/** Every word of a webhook that has a remedy here: docs/troubleshooting.md has a row for each. */
export const webhookTopics: ReadonlyMap<Topic, string> = new Map(
  [...remedies.keys()].map((word) => [topicOf('webhook', word), word]),
);

/** The remedy of a word, or where to look it up. */
export function webhookRemedyOf(word: string): { readonly remedy: string; readonly topic: Topic } {
  const remedy = remedies.get(word);
  if (remedy !== undefined) return { remedy, topic: topicOf('webhook', word) };
  return {
    remedy: `look the error up at https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks#handling_errors; or ${newOne}.`,
    topic: 'delivery-other',
  };
}
