/** What exists in a pretended Slack workspace: plain data. */

/** An app as Slack knows it. Its bot writes the messages, its user is a member of channels. */
export interface SlackApp {
  readonly name: string;
  readonly app: string;
  readonly bot: string;
  readonly user: string;
}

export const ours: SlackApp = {
  name: 'pr_status_monitor',
  app: 'A0000000001',
  bot: 'B0000000001',
  user: 'U0000000001',
};

/** Another app in the same workspace. */
export const stranger: SlackApp = {
  name: 'release_bot',
  app: 'A0000000002',
  bot: 'B0000000002',
  user: 'U0000000002',
};

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
  /** Ours unless said. */
  readonly app?: SlackApp;
}

export interface SlackPerson {
  readonly id: string;
  readonly name: string;
  readonly email?: string;
  readonly deactivated?: boolean;
  /** An error code for every direct message, such as `messages_tab_disabled`. */
  readonly refuses?: string;
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
  readonly people?: readonly SlackPerson[];
  /** Messages older than this can no longer be edited; no bound unless said. */
  readonly editWindowMinutes?: number;
}

export function appOf({ app = ours }: SlackToken): SlackApp {
  return app;
}

/** The workspace after a scope was taken from every token that has it. */
export function withoutScope(workspace: Workspace, scope: string): Workspace {
  const tokens = workspace.tokens.map((token) => ({
    ...token,
    scopes: token.scopes.filter((one) => one !== scope),
  }));
  return { ...workspace, tokens };
}

/** The workspace after a channel changed: left, archived, renamed, made private. */
export function withChannel(workspace: Workspace, name: string, changes: Partial<SlackChannel>): Workspace {
  const channels = workspace.channels.map((channel) =>
    channel.name === name ? { ...channel, ...changes } : channel,
  );
  return { ...workspace, channels };
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
  insider: bot('insider', { scopes: ['chat:write', 'channels:history', 'groups:history'] }),
  finder: bot('finder', { scopes: ['chat:write', 'users:read', 'users:read.email', 'im:write'] }),
  stranger: bot('stranger', {
    scopes: ['chat:write', 'channels:history'],
    appName: stranger.name,
    app: stranger,
  }),
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
      { id: 'C0000000006', name: 'core', isPrivate: true, joined: true },
    ],
    webhooks: [
      { name: 'good', channel: 'C0123456789' },
      { name: 'removed', channel: 'C0123456789', broken: [404, 'no_service'] },
      { name: 'archived', channel: 'C0000000002', broken: [410, 'channel_is_archived'] },
      { name: 'prohibited', channel: 'C0123456789', broken: [403, 'action_prohibited'] },
    ],
    people: [
      { id: 'U0123456789', name: 'ada', email: 'ada@example.com' },
      { id: 'U0123456788', name: 'grace', email: 'grace@example.com', refuses: 'messages_tab_disabled' },
      { id: 'U0123456787', name: 'gone', email: 'gone@example.com', deactivated: true },
    ],
  };
}
