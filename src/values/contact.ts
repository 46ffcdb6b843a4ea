/** How somebody is reached in Slack. */

/** What a message can ping. */
export interface SlackId {
  /** A group is what Slack calls a user group. */
  readonly kind: 'user' | 'group';
  readonly id: string;
}

export type Contact = SlackId | { readonly kind: 'email'; readonly email: string };

/** IDs of Slack's (docs.slack.dev: formatting message text): a person's begins with U or W, a group's with S. */
const person = /^[UW][A-Z\d]{6,20}$/;
const group = /^S[A-Z\d]{6,20}$/;
const address = /^[^\s@<>"'(),:;\\[\]|]{1,64}@[a-z\d](?:[a-z\d.-]{0,200}[a-z\d])?\.[a-z\d-]{2,}$/i;

export function parseSlackId(text: string): SlackId | undefined {
  if (person.test(text)) return { kind: 'user', id: text };
  return group.test(text) ? { kind: 'group', id: text } : undefined;
}

export function parseContact(text: string): Contact | undefined {
  return (
    parseSlackId(text) ?? (address.test(text) ? { kind: 'email', email: text.toLowerCase() } : undefined)
  );
}

/** Why a text reaches nobody, and what was meant where that can be told. The grammar is that of "octocat …". */
export function contactFlaw(text: string): { readonly why: string; readonly meant?: string } {
  const bare = text.replace(/^<?[@!#]?(?:subteam\^)?/, '').replace(/(?:\|[^>]*)?>?$/, '');
  if (/^(?:here|channel|everyone)$/i.test(bare))
    return { why: 'would ping everybody, which is not to be had' };
  const meant = parseSlackId(bare) ?? parseSlackId(bare.toUpperCase());
  // "subteam" and the like are words, not IDs in small letters.
  if (meant && /\d/.test(bare)) return { why: 'is not how an ID of Slack is written', meant: meant.id };
  if (/^[CGD][A-Z\d]{6,20}$/.test(bare)) return { why: 'is the ID of a channel or conversation' };
  if (/^[TEAB][A-Z\d]{8,20}$/.test(bare)) return { why: 'is the ID of a workspace, an app or a bot' };
  if (/@.+@|@/.test(bare)) return { why: 'is no e-mail address' };
  return { why: 'is no ID of Slack and no e-mail address' };
}
