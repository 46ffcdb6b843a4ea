/**
 * Which scope of the app's token is for what (docs.slack.dev: reference/scopes, and those of each method). The app's
 * manifests in `docs/slack-app/` and the remedy of a missing scope are made of it.
 */

/** Where messages can stand, as far as scopes tell places apart. */
export type Place = 'public channel' | 'private channel' | 'conversation';

/** To write: chat.postMessage, chat.update, chat.delete, chat.scheduleMessage. */
const write = 'chat:write';

/** To read what stands there (conversations.history): each is good for one kind of place. */
const history = {
  'public channel': 'channels:history',
  'private channel': 'groups:history',
  conversation: 'im:history',
} as const satisfies Record<Place, string>;

/** What an option needs on top of its way of delivery. */
export const optionScopes = {
  'slack-username': 'chat:write.customize',
  'slack-icon-emoji': 'chat:write.customize',
  watchdog: write,
  people: 'users:read.email',
} as const;

/** What an option uses it for, where that is not the whole option. */
const optionUses: Readonly<Partial<Record<string, string>>> = { people: 'people by e-mail address' };

/** Every scope there is a use for, and what for. */
export const uses: readonly (readonly [scope: string, use: string])[] = [
  [write, 'every message'],
  [history['public channel'], 'delivery: update and replace in a public channel'],
  [history['private channel'], 'delivery: update and replace in a private channel'],
  [history.conversation, 'delivery: update and replace in a conversation with a person'],
  // What every message needs, options need, too.
  ...Object.entries(optionScopes)
    .filter(([, scope]) => scope !== write)
    .map(([option, scope]) => [scope, optionUses[option] ?? option] as const),
  ['users:read', 'people by e-mail address, which Slack grants only with it'],
  ['chat:write.public', 'posting into a public channel that the app has not joined'],
];

/** What each way of delivery needs; `update` and `replace` find their message again by reading. */
export function scopesFor(delivery: 'post' | 'update' | 'replace', place: Place): readonly string[] {
  return delivery === 'post' ? [write] : [write, history[place]];
}

/** Whose history an ID can be about: private channels begin with `C`, too, old ones and groups with `G`. */
const placesOf: Readonly<Record<string, readonly Place[]>> = {
  C: ['public channel', 'private channel'],
  G: ['private channel'],
  D: ['conversation'],
};

/**
 * How to give the app a scope: its name, what it is for, and where in the manifest it stands.
 * @param needed as Slack names it: one, or a list of which one suffices (for conversations.history those of all places)
 * @param channel an ID or a name: tells which of a list can be meant
 */
export function scopeRemedy(needed: string, channel = ''): string {
  const scopes = meant(needed.split(','), channel);
  const named = scopes.map((scope) => `${scope}${useOf(scope)}`).join(', or ');
  const lines = scopes.map((scope) => `"${scope}"`).join(' or ');
  return `add the scope ${named}: ${lines} in oauth_config.scopes.bot of the app's manifest, or on its page "OAuth & Permissions". Then install the app again; where its token is another one then, store it.`;
}

function useOf(scope: string): string {
  const found = uses.filter(([one]) => one === scope).map(([, use]) => use);
  return found.length === 0 ? '' : ` (for ${found.join(', ')})`;
}

/** Scopes of which one may read what stands in a channel, by its ID; none where that does not tell what it is. */
export function historyScopesOf(channel: string): readonly string[] {
  return (placesOf[channel.slice(0, 1)] ?? []).map((place) => history[place]);
}

/** Of several scopes those for the places that the channel can be; all where none is. */
function meant(scopes: readonly string[], channel: string): readonly string[] {
  const known = historyScopesOf(channel).filter((one) => scopes.includes(one));
  return scopes.length > 1 && known.length > 0 ? known : scopes;
}
