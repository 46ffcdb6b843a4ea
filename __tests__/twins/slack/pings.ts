/** Who a message would ping: mentions in markup, and the elements made for it. */

const mention = /<(!(?:channel|here|everyone)|@[UW][A-Z0-9]+|!subteam\^[A-Z0-9]+)(?:\|[^>]*)?>/g;

/** Header and button are plain text: nobody is pinged from there. */
export function pingsOf({
  text,
  blocks,
}: {
  readonly text: string;
  readonly blocks: readonly unknown[];
}): string[] {
  return [...inMarkup(text), ...blocks.flatMap(inBlock)];
}

function inBlock(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(inBlock);
  if (typeof value !== 'object' || value === null) return [];
  const { type, text, user_id, usergroup_id, range }: Partial<Record<string, unknown>> = { ...value };
  if (type === 'mrkdwn' || type === 'markdown') return inMarkup(String(text));
  if (type === 'user') return [String(user_id)];
  if (type === 'usergroup') return [String(usergroup_id)];
  if (type === 'broadcast') return [String(range)];
  return Object.values(value).flatMap(inBlock);
}

function inMarkup(text: string): string[] {
  return [...text.matchAll(mention)].map(([, who = '']) => who);
}
