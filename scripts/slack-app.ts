/** The manifests of the Slack app, one for each way of delivery, and the links that open Slack with one filled in. */
import { scopesFor } from '../src/slack/scopes.ts';

/** By the name of its file in docs/slack-app/. `replace` needs what `update` needs. */
const scopes: Readonly<Record<string, readonly string[]>> = {
  post: scopesFor('post', 'public channel'),
  update: scopesFor('update', 'public channel'),
  'update-private': scopesFor('update', 'private channel'),
  'update-conversation': scopesFor('update', 'conversation'),
};

const manifestOf = (bot: readonly string[]) => ({
  display_information: {
    name: 'PR Status Monitor',
    description: 'Tells the team which pull requests nobody has reviewed',
  },
  features: { bot_user: { display_name: 'PR Status Monitor', always_online: false } },
  oauth_config: { scopes: { bot } },
  settings: { org_deploy_enabled: false, socket_mode_enabled: false, token_rotation_enabled: false },
});

/** Path and content of each manifest; lists stand on one line, as the formatter has them. */
export function manifestFiles(): Readonly<Record<string, string>> {
  const text = (bot: readonly string[]) =>
    JSON.stringify(manifestOf(bot), null, 2).replace(/\[\s+([^\]]+?)\s+\]/g, (_, items: string) => {
      return `[${items.replaceAll(/\s*\n\s*/g, ' ')}]`;
    });
  return Object.fromEntries(
    Object.entries(scopes).map(([name, bot]) => [`docs/slack-app/${name}.json`, `${text(bot)}\n`]),
  );
}

/** Definitions of those links `[…][app-post]` that a document has, in Markdown. */
export function manifestLinks(document: string): string {
  const link = (bot: readonly string[]) =>
    `https://api.slack.com/apps?new_app=1&manifest_json=${encodeURIComponent(JSON.stringify(manifestOf(bot)))}`;
  return Object.entries(scopes)
    .filter(([name]) => document.includes(`][app-${name}]`))
    .map(([name, bot]) => `[app-${name}]: ${link(bot)}`)
    .join('\n');
}
