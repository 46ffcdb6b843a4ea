/** What exists in a pretended Slack workspace: plain data. */

export interface SlackToken {
  readonly token: string;
  readonly kind: 'bot' | 'user' | 'app';
  readonly scopes: readonly string[];
  /** Name of the app's bot user, as `/invite @…` wants it. */
  readonly appName: string;
  /** An error code that every call with this token gets: `token_revoked`, `account_inactive`, … */
  readonly state?: string;
  /** What happens to username and icon without chat:write.customize: both were seen. */
  readonly looks?: 'refuse' | 'ignore';
}

export interface SlackChannel {
  readonly id: string;
  readonly name: string;
  readonly isPrivate?: boolean;
  readonly archived?: boolean;
  /** The app is a member. */
  readonly joined?: boolean;
  /** An error code for every post, such as `restricted_action`. */
  readonly restricted?: string;
}

export interface SlackWebhook {
  readonly name: string;
  readonly channel: string;
  /** An HTTP status and a word, where the webhook no longer works. */
  readonly broken?: readonly [status: number, word: string];
}

export interface Workspace {
  readonly tokens: readonly SlackToken[];
  readonly channels: readonly SlackChannel[];
  readonly webhooks: readonly SlackWebhook[];
}

const bot = (name: string, changes: Partial<SlackToken> = {}): SlackToken => ({
  token: `xoxb-0000000000-${name}`,
  kind: 'bot',
  scopes: ['chat:write'],
  appName: 'pr_status_monitor',
  ...changes,
});

/** Tokens of a workspace with every kind of trouble, by name. */
export const demoTokens = {
  good: bot('good'),
  custom: bot('custom', { scopes: ['chat:write', 'chat:write.customize'] }),
  everywhere: bot('everywhere', { scopes: ['chat:write', 'chat:write.public'] }),
  ignoring: bot('ignoring', { looks: 'ignore' }),
  scopeless: bot('scopeless', { scopes: ['users:read'] }),
  revoked: bot('revoked', { state: 'token_revoked' }),
  inactive: bot('inactive', { state: 'account_inactive' }),
  expired: bot('expired', { state: 'token_expired' }),
  historian: bot('historian', { scopes: ['chat:write', 'channels:history'] }),
  user: bot('user', { token: 'xoxp-0000000000-user', kind: 'user', scopes: ['users:read'] }),
} as const;

/** A workspace with channels, tokens and webhooks of every kind. */
export function demoWorkspace(): Workspace {
  return {
    tokens: Object.values(demoTokens),
    channels: [
      { id: 'C0123456789', name: 'reviews', joined: true },
      { id: 'C0000000002', name: 'old-reviews', joined: true, archived: true },
      { id: 'C0000000003', name: 'announcements', joined: true, restricted: 'restricted_action' },
      { id: 'C0000000004', name: 'open-talk' },
      { id: 'G0000000005', name: 'secret', isPrivate: true },
    ],
    webhooks: [
      { name: 'good', channel: 'C0123456789' },
      { name: 'removed', channel: 'C0123456789', broken: [404, 'no_service'] },
      { name: 'archived', channel: 'C0000000002', broken: [410, 'channel_is_archived'] },
      { name: 'prohibited', channel: 'C0123456789', broken: [403, 'action_prohibited'] },
    ],
  };
}
