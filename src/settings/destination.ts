import { isConfidential, parseAddress } from '../values/address.ts';
import type { Credentials, Values } from './declarations.ts';
import type { Problems } from './problem.ts';
import type { Run } from './run.ts';

/** Where the message goes; what is secret about it stands in the credentials. */
export type Destination =
  | {
      readonly kind: 'bot';
      /** An ID, or a name with its `#`; undefined only where nothing is posted. */
      readonly channel: string | undefined;
      readonly username: string | undefined;
      readonly iconEmoji: string | undefined;
      /** Ends in a slash. */
      readonly apiUrl: string;
    }
  | { readonly kind: 'webhook' }
  /** Nothing is to be posted, and no credentials are given. */
  | { readonly kind: 'none' }
  /** Secrets are absent by GitHub's design: the run ends green, the schedule stays the truth. */
  | { readonly kind: 'without-secrets' };

/** What of the Slack inputs belongs together: a bot token with a channel, or a webhook, or nothing in a dry run. */
export function chooseDestination(
  values: Values,
  { slackBotToken: token, slackWebhookUrl: webhook }: Credentials,
  problems: Problems,
  { postsNothing, run }: { readonly postsNothing: boolean; readonly run: Run },
): Destination {
  if (token !== undefined && webhook !== undefined)
    problems.add(
      'slack-webhook-url',
      'is given together with slack-bot-token. Allowed: one of the two. Remove the other.',
    );
  if (webhook !== undefined) {
    checkWebhook(values, webhook, problems);
    return { kind: 'webhook' };
  }
  if (token !== undefined) {
    checkBot(values, token, problems, postsNothing);
    const { slackChannel, slackUsername, slackIconEmoji, slackApiUrl } = values;
    return {
      kind: 'bot',
      channel: slackChannel,
      username: slackUsername,
      iconEmoji: slackIconEmoji,
      apiUrl: slackApiUrl,
    };
  }
  if (postsNothing) return { kind: 'none' };
  if (run.withoutSecrets) return { kind: 'without-secrets' };
  // One that is given and refused is not empty.
  if (problems.has('slack-bot-token') || problems.has('slack-webhook-url')) return { kind: 'none' };
  problems.add(
    'slack-bot-token',
    'is empty, and so is slack-webhook-url. An unset secret arrives as an empty string: is its name right, and is it visible to ' +
      'this repository? Allowed: a bot token (xoxb-…) with slack-channel, or slack-webhook-url, or dry-run: true.',
  );
  return { kind: 'none' };
}

function checkBot(
  { slackChannel, delivery }: Values,
  token: string,
  problems: Problems,
  postsNothing: boolean,
): void {
  if (/\s/.test(token))
    problems.add(
      'slack-bot-token',
      'holds a blank or a line break inside. Store the secret again, as one line.',
    );
  else if (!/^(xoxb-|xoxe\.xoxb-)[\x21-\x7e]+$/.test(token))
    problems.add('slack-bot-token', wrongToken(token));
  if (slackChannel === undefined && !problems.has('slack-channel') && !postsNothing)
    problems.add(
      'slack-channel',
      'is empty, and the bot token needs it. Allowed: an ID such as C0123456789, or a name. In YAML, # begins a comment: ' +
        "write '#reviews' in quotes.",
    );
  if (slackChannel !== undefined && delivery !== 'post' && !/^[CGD][A-Z\d]+$/.test(slackChannel))
    problems.add(
      'slack-channel',
      `${problems.given(slackChannel)} is ${slackChannel.startsWith('#') ? 'a name' : 'a person'}, and delivery: ${delivery} finds its message again by the ID of the channel. ` +
        `Allowed: an ID such as C0123456789 (in Slack: channel details, at the bottom)${slackChannel.startsWith('#') ? '' : ', or of the conversation with the person (D…)'}; or delivery: post.`,
    );
}

function wrongToken(token: string): string {
  const kinds: Readonly<Record<string, string>> = {
    'xoxp-': 'is a user token (xoxp-), and would post as that person',
    'xapp-': 'is an app-level token (xapp-), which cannot post',
    'xoxa-': 'is a workspace token (xoxa-), which Slack has retired',
    'xoxs-': 'is a session token (xoxs-), which no app should use',
    'xoxc-': 'is a session token (xoxc-), which no app should use',
    ghp_: 'is a token of GitHub',
    ghs_: 'is a token of GitHub',
    gho_: 'is a token of GitHub',
    ghu_: 'is a token of GitHub',
    github_pat_: 'is a token of GitHub',
    'https:': 'is an address: a webhook belongs into slack-webhook-url',
  };
  const kind =
    Object.entries(kinds).find(([prefix]) => token.startsWith(prefix))?.[1] ?? 'is not a bot token';
  return `${kind}. Allowed: the "Bot User OAuth Token" (xoxb-…) of the app's page "OAuth & Permissions".`;
}

function checkWebhook(values: Values, url: string, problems: Problems): void {
  const own = {
    'slack-channel': values.slackChannel,
    'slack-username': values.slackUsername,
    'slack-icon-emoji': values.slackIconEmoji,
  };
  for (const [name, value] of Object.entries(own))
    if (value !== undefined)
      problems.add(
        name,
        'is given with slack-webhook-url, and a webhook has its own. Remove it, or use slack-bot-token.',
      );
  if (values.delivery !== 'post')
    problems.add(
      'delivery',
      `${problems.given(values.delivery)} is given with slack-webhook-url, and a webhook can only post: it does not say which message it made. Allowed: post, or slack-bot-token with slack-channel in place of the webhook.`,
    );
  if (values.watchdog !== undefined)
    problems.add(
      'watchdog',
      'is given with slack-webhook-url, and a webhook cannot schedule a message. Remove it, or use slack-bot-token.',
    );
  if (values.directMessages !== 'none')
    problems.add(
      'direct-messages',
      `${problems.given(values.directMessages)} is given with slack-webhook-url, and a webhook writes into its own channel only. Allowed: none, or slack-bot-token with slack-channel in place of the webhook.`,
    );
  const address = parseAddress(url);
  if (!address || !isConfidential(address))
    problems.add(
      'slack-webhook-url',
      `is not an address that starts with https:// (the value is a secret and not shown). ${webhookForm}`,
    );
  else if (/^\/(workflows|triggers)\//.test(address.pathname))
    problems.add('slack-webhook-url', `starts a workflow in Slack, which cannot show blocks. ${webhookForm}`);
}

const webhookForm = 'Allowed: an incoming webhook, https://hooks.slack.com/services/…';
