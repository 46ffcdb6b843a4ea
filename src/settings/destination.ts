import { isConfidential, parseAddress } from '../terms/address.ts';
import { bareEntry } from '../terms/list.ts';
import { inputs } from './inputs.ts';
import type { Problems } from './problem.ts';
import type { Reader } from './reader.ts';
import type { Run } from './run.ts';

/** Where the message goes. */
export type Destination =
  | {
      readonly kind: 'bot';
      readonly token: string;
      /** An ID, or a name with its `#`; undefined only where nothing is posted. */
      readonly channel: string | undefined;
      readonly username: string | undefined;
      readonly iconEmoji: string | undefined;
      /** Ends in a slash. */
      readonly apiUrl: string;
    }
  | { readonly kind: 'webhook'; readonly url: string }
  /** Nothing is to be posted, and no credentials are given. */
  | { readonly kind: 'none' }
  /** Secrets are absent by GitHub's design: the run ends green, the schedule stays the truth. */
  | { readonly kind: 'withheld' };

/** Reads the Slack inputs: a bot token with a channel, or a webhook, or nothing in a dry run. */
export function readDestination(
  reader: Reader,
  problems: Problems,
  { postsNothing, run }: { readonly postsNothing: boolean; readonly run: Run },
): Destination {
  const apiUrl = readApiUrl(reader, problems);
  const [token, webhook] = [reader.text('slack-bot-token'), reader.text('slack-webhook-url')];
  if (token !== undefined && webhook !== undefined)
    problems.add(
      'slack-webhook-url',
      'is given together with slack-bot-token. Allowed: one of the two. Remove the other.',
    );
  if (webhook !== undefined) return readWebhook(reader, problems, webhook);
  if (token !== undefined) return readBot(reader, problems, { token, apiUrl, postsNothing });
  if (postsNothing) return { kind: 'none' };
  if (run.withoutSecrets) return { kind: 'withheld' };
  // One that is given and refused is not empty.
  if (problems.has('slack-bot-token') || problems.has('slack-webhook-url')) return { kind: 'none' };
  problems.add(
    'slack-bot-token',
    'is empty, and so is slack-webhook-url. An unset secret arrives as an empty string: is its name right, and is it visible to ' +
      'this repository? Allowed: a bot token (xoxb-…) with slack-channel, or slack-webhook-url, or dry-run: true.',
  );
  return { kind: 'none' };
}

function readBot(
  reader: Reader,
  problems: Problems,
  { token, apiUrl, postsNothing }: { token: string; apiUrl: string; postsNothing: boolean },
): Destination {
  if (/\s/.test(token))
    problems.add(
      'slack-bot-token',
      'holds a blank or a line break inside. Store the secret again, as one line.',
    );
  else if (!/^(xoxb-|xoxe\.xoxb-)[\x21-\x7e]+$/.test(token))
    problems.add('slack-bot-token', wrongToken(token));
  const channel = readChannel(reader, problems);
  if (channel === undefined && !problems.has('slack-channel') && !postsNothing)
    problems.add(
      'slack-channel',
      'is empty, and the bot token needs it. Allowed: an ID such as C0123456789, or a name. In YAML, # begins a comment: ' +
        'write "#reviews" in quotes.',
    );
  const iconEmoji = reader.text('slack-icon-emoji');
  if (iconEmoji !== undefined && !/^:[^\s:]+(::skin-tone-[2-6])?:$/.test(iconEmoji))
    problems.add(
      'slack-icon-emoji',
      `${problems.given(iconEmoji)} is not an emoji name. Allowed: a name between colons, such as :eyes:.`,
    );
  return { kind: 'bot', token, channel, username: readUsername(reader, problems), iconEmoji, apiUrl };
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

function readChannel(reader: Reader, problems: Problems): string | undefined {
  const channel = reader.text('slack-channel');
  if (channel === undefined || /^[CGDUW][A-Z\d]{6,}$/.test(channel)) return channel;
  const name = channel.replace(/^#/, '');
  if (!/[\s,#<>@&|/:A-Z"'`“”‘’[\]{}()*?]/u.test(name) && name.length > 0 && name.length <= 80)
    return `#${name}`;
  const [id] = /\b[CG][A-Z\d]{8,20}\b/.exec(channel) ?? [];
  const meant = id ?? bareEntry(channel, true);
  return problems.add(
    'slack-channel',
    `${problems.given(channel)} is not one channel. ${meant === undefined ? '' : `Did you mean ${problems.meant(meant)}? `}Allowed: one ID such as C0123456789 (in Slack: channel details, at the bottom), or one name in small letters.`,
  );
}

function readUsername(reader: Reader, problems: Problems): string | undefined {
  const name = reader.text('slack-username');
  if (name !== undefined && ([...name].length > 80 || /\p{Cc}/u.test(name)))
    problems.add(
      'slack-username',
      `${problems.given(name)} is not allowed. Allowed: up to 80 characters on one line.`,
    );
  return name;
}

function readWebhook(reader: Reader, problems: Problems, url: string): Destination {
  for (const name of ['slack-channel', 'slack-username', 'slack-icon-emoji'] as const)
    if (reader.text(name) !== undefined)
      problems.add(
        name,
        'is given with slack-webhook-url, and a webhook has its own. Remove it, or use slack-bot-token.',
      );
  const address = parseAddress(url);
  if (!address || !isConfidential(address))
    problems.add(
      'slack-webhook-url',
      `is not an address that starts with https:// (the value is a secret and not shown). ${webhookForm}`,
    );
  else if (/^\/(workflows|triggers)\//.test(address.pathname))
    problems.add('slack-webhook-url', `starts a workflow in Slack, which cannot show blocks. ${webhookForm}`);
  return { kind: 'webhook', url };
}

const webhookForm = 'Allowed: an incoming webhook, https://hooks.slack.com/services/…';

function readApiUrl(reader: Reader, problems: Problems): string {
  const value = reader.text('slack-api-url') ?? inputs['slack-api-url'].default;
  const address = parseAddress(value);
  if (
    !address ||
    !isConfidential(address) ||
    address.username ||
    address.password ||
    address.search ||
    address.hash
  )
    problems.add(
      'slack-api-url',
      `${problems.given(value)} is not allowed: the bot token is sent there. Allowed: an address that starts with https:// (http:// on this machine only), such as https://slack-gov.com/api/.`,
    );
  return value.endsWith('/') ? value : `${value}/`;
}
