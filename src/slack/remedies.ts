/** What cures the errors that a user can cause or cure (docs.slack.dev: errors of chat.postMessage). */

/** What a remedy can name. */
export interface Circumstances {
  /** As the settings name it. */
  readonly channel: string;
  /** The app's name in Slack, where Slack told it. */
  readonly app: string;
  /** The scope that Slack misses. */
  readonly needed: string | undefined;
}

type Remedy = (circumstances: Circumstances) => string;

const newToken: Remedy = () =>
  'store the "Bot User OAuth Token" (xoxb-…) of the app\'s page "OAuth & Permissions" in the secret that slack-bot-token names.';
const askOwner: Remedy = ({ channel }) =>
  `ask who runs the Slack workspace to let the app post in ${channel}.`;
const otherChannel: Remedy = ({ channel }) =>
  `let everybody post in ${channel}, or give slack-channel another one.`;
const later: Remedy = () => 're-run the job later; see slack-status.com.';
const report: Remedy = () =>
  'please report it with the log of this run; until then, a smaller max-listed may help.';

const remedies: Readonly<Record<string, Remedy>> = {
  not_authed: newToken,
  invalid_auth: () =>
    'the token is wrong, of another workspace, or used from an address that Slack does not allow: store a new one.',
  account_inactive: () =>
    'the app was removed from the workspace: install it again, and store its new token.',
  token_revoked: () => 'the token was revoked: install the app again, and store its new token.',
  token_expired: () =>
    'the app rotates its tokens: switch token rotation off in the app, or store a fresh token before each run.',
  not_allowed_token_type: newToken,
  missing_scope: ({ needed }) =>
    `add the scope ${needed ?? 'chat:write'} on the app's page "OAuth & Permissions", then install the app again.`,
  not_in_channel: ({ app, channel }) => `in Slack, type /invite @${app} in ${channel}, then re-run this job.`,
  channel_not_found: ({ app, channel }) =>
    `check slack-channel: the ID stands in the channel's details, at the bottom. A private channel looks the same until the app is in it: type /invite @${app} in ${channel}.`,
  is_archived: ({ channel }) => `${channel} is archived: unarchive it, or give slack-channel another one.`,
  restricted_action: otherChannel,
  restricted_action_read_only_channel: otherChannel,
  restricted_action_thread_only_channel: otherChannel,
  restricted_action_non_threadable_channel: otherChannel,
  no_permission: askOwner,
  team_access_not_granted: askOwner,
  org_login_required: askOwner,
  enterprise_is_restricted: askOwner,
  accesslimited: askOwner,
  access_denied: askOwner,
  two_factor_setup_required: askOwner,
  ekm_access_denied: askOwner,
  team_added_to_org: later,
  service_unavailable: later,
  user_not_found: () => 'check slack-channel: it names a person that this workspace does not have.',
  messages_tab_disabled: () =>
    'switch the app\'s messages tab on ("App Home"), or give slack-channel a channel.',
  invalid_blocks: report,
  invalid_blocks_format: report,
  msg_blocks_too_long: report,
  msg_too_long: report,
  no_text: report,
  unknown_method: () => 'check slack-api-url: what answers there is not Slack, or an old stand-in.',
  // An incoming webhook answers with these words (docs.slack.dev: sending messages using incoming webhooks).
  invalid_payload: report,
  no_service: () =>
    'the webhook was removed: make a new one, and store it in the secret that slack-webhook-url names.',
  no_active_hooks: () =>
    'the webhook was removed or disabled: make a new one, and store it in the secret that slack-webhook-url names.',
  invalid_token: () =>
    'the webhook is wrong or was replaced: make a new one, and store it in the secret that slack-webhook-url names.',
  no_team: () => 'the webhook is wrong, or its workspace is gone: make a new one.',
  team_disabled: askOwner,
  channel_is_archived: () =>
    "the webhook's channel is archived: unarchive it, or make a webhook for another one.",
  action_prohibited: () => 'the workspace does not allow this webhook to post: ask who runs it.',
  posting_to_general_channel_denied: otherChannel,
};

/** The remedy of an error, or where to look it up. */
export function remedyOf(code: string, circumstances: Circumstances): string {
  return (
    remedies[code]?.(circumstances) ??
    `look the error up at https://docs.slack.dev/reference/methods/chat.postMessage#errors.`
  );
}
