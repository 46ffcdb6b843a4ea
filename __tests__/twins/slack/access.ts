/** What a method is given and answers, and who may do what where. */
import type { Clock } from './clock.ts';
import type { Messages } from './messages.ts';
import type { Scheduled } from './scheduled.ts';
import type { SlackChannel, SlackToken, Workspace } from './workspace.ts';

export type Answer = { readonly ok: boolean; readonly error?: string } & Readonly<Record<string, unknown>>;
export type Refusal = Answer & { readonly error: string };
export type Arguments = Readonly<Record<string, unknown>>;

export interface Call {
  readonly workspace: Workspace;
  readonly token: SlackToken;
  readonly given: Arguments;
  readonly clock: Clock;
  readonly messages: Messages;
  readonly scheduled: Scheduled;
  /** Items of a list at most, whatever the limit: Slack may return fewer than asked for. */
  readonly pageAtMost: number;
}

export type Method = (call: Call) => Answer;

export function refuse(error: string, more: Arguments = {}): Refusal {
  return { ok: false, error, ...more };
}

export function missingScope({ scopes }: SlackToken, needed: string): Refusal | undefined {
  return scopes.includes(needed)
    ? undefined
    : refuse('missing_scope', { needed, provided: scopes.join(',') });
}

/** By ID or name, as posts take it. A person's ID is the conversation with them. */
export function findChannel({ workspace, given }: Call): SlackChannel | undefined {
  const wanted = String(given['channel'] ?? '');
  const person = workspace.people?.find(({ id }) => id === wanted || directId(id) === wanted);
  if (person) {
    const { id, deactivated } = person;
    // That a post says so as conversations.open does is assumed.
    const refuses = person.refuses ?? (deactivated ? 'user_disabled' : undefined);
    return {
      id: directId(id),
      name: id,
      joined: true,
      ...(refuses !== undefined && { restricted: refuses }),
    };
  }
  return workspace.channels.find(({ id, name }) => id === wanted || name === wanted.replace(/^#/, ''));
}

/** By ID alone: but for posts, a channel's name is `channel_not_found` (slack-ruby-client#270). */
export function channelById({ workspace, given }: Call): SlackChannel | undefined {
  const direct = workspace.people?.find(({ id }) => directId(id) === given['channel']);
  if (direct) return { id: directId(direct.id), name: direct.id, joined: true };
  return workspace.channels.find(({ id }) => id === given['channel']);
}

export function directId(person: string): string {
  return `D${person.slice(1)}`;
}

export function isHidden(channel: SlackChannel | undefined): boolean {
  return channel === undefined || (channel.isPrivate === true && channel.joined !== true);
}

export function refusePost(channel: SlackChannel | undefined, token: SlackToken): Refusal | undefined {
  if (!channel || isHidden(channel)) return refuse('channel_not_found');
  if (channel.archived) return refuse('is_archived');
  if (!channel.joined && !token.scopes.includes('chat:write.public')) return refuse('not_in_channel');
  return channel.restricted === undefined ? undefined : refuse(channel.restricted);
}

/** JSON within a form, or as it is; undefined where it is no JSON. */
export function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
