/**
 * The few kinds of Slack block the message is made of (docs.slack.dev: Block Kit). Untrusted text only goes
 * into `link`, `text` and `plain_text` elements: in these nothing is markup and nobody is pinged.
 */
import type { SlackId } from '../../values/contact.ts';

export interface TextElement {
  readonly type: 'text';
  readonly text: string;
  readonly style?: { readonly bold?: boolean; readonly italic?: boolean };
}

export interface LinkElement {
  readonly type: 'link';
  readonly url: string;
  readonly text: string;
  readonly style?: { readonly strike?: boolean };
}

/** An instant that Slack shows in each reader's time zone. */
export interface DateElement {
  readonly type: 'date';
  /** Seconds since 1970. */
  readonly timestamp: number;
  /** Words, with Slack's tokens in braces. */
  readonly format: string;
  readonly fallback: string;
}

/** Pings a person or a user group. */
export type MentionElement =
  | { readonly type: 'user'; readonly user_id: string }
  | { readonly type: 'usergroup'; readonly usergroup_id: string };

export type InlineElement = TextElement | LinkElement | DateElement | MentionElement;

export interface PlainText {
  readonly type: 'plain_text';
  readonly text: string;
  readonly emoji: false;
}

/** For our own text only: `*`, `<…>` and the like are markup here. */
export interface Markdown {
  readonly type: 'mrkdwn';
  readonly text: string;
}

export type Block =
  | { readonly type: 'header'; readonly text: PlainText }
  | { readonly type: 'context'; readonly elements: (PlainText | Markdown)[] }
  | { readonly type: 'divider' }
  | { readonly type: 'rich_text'; readonly elements: (RichTextSection | RichTextList)[] };

export interface RichTextSection {
  readonly type: 'rich_text_section';
  readonly elements: InlineElement[];
}

/** Bullets: what wraps stays beside them. */
export interface RichTextList {
  readonly type: 'rich_text_list';
  readonly style: 'bullet';
  readonly elements: RichTextSection[];
}

export function header(text: string): Block {
  return { type: 'header', text: plain(text) };
}

export function context(...elements: (PlainText | Markdown)[]): Block {
  return { type: 'context', elements };
}

export function plain(text: string): PlainText {
  return { type: 'plain_text', text, emoji: false };
}

export function divider(): Block {
  return { type: 'divider' };
}

/** Its elements stand below one another. */
export function richText(...elements: (RichTextSection | RichTextList)[]): Block {
  return { type: 'rich_text', elements };
}

export function section(...elements: InlineElement[]): RichTextSection {
  return { type: 'rich_text_section', elements };
}

export function list(...elements: RichTextSection[]): RichTextList {
  return { type: 'rich_text_list', style: 'bullet', elements };
}

export function text(content: string, style?: TextElement['style']): TextElement {
  return { type: 'text', text: content, ...(style && { style }) };
}

export function link(url: string, content: string, style?: LinkElement['style']): LinkElement {
  return { type: 'link', url, text: content, ...(style && { style }) };
}

export function mention({ kind, id }: SlackId): MentionElement {
  return kind === 'user' ? { type: 'user', user_id: id } : { type: 'usergroup', usergroup_id: id };
}

/** An instant (ms) with our own words before it, as Slack shows it in each reader's zone. */
export interface ReadersInstant {
  readonly instant: number;
  /** "since", or nothing. */
  readonly words: string;
  /** With the time of day. */
  readonly timed: boolean;
  /** Where Slack cannot show it so: the same in the team's zone. */
  readonly fallback: string;
}

/** In rich text. */
export function date(when: ReadersInstant): DateElement {
  const { instant, fallback } = when;
  return { type: 'date', timestamp: Math.floor(instant / 1000), format: formatOf(when), fallback };
}

/** In mrkdwn (docs.slack.dev: formatting message text, "Date formatting"). */
export function markdownDate(when: ReadersInstant): Markdown {
  const { instant, fallback } = when;
  const seconds = Math.floor(instant / 1000);
  return { type: 'mrkdwn', text: `<!date^${seconds}^${formatOf(when)}|${escapeMarkdown(fallback)}>` };
}

function formatOf({ words, timed }: ReadersInstant): string {
  return `${words}${words && ' '}${timed ? '{date_short_pretty} {time}' : '{date_short}'}`;
}

/** A link in mrkdwn, of our own words. */
export function markdownLink(url: string, words: string): Markdown {
  return { type: 'mrkdwn', text: `<${escapeMarkdown(url).replaceAll('|', '%7C')}|${words}>` };
}

/** An instant (ms) in each reader's own time zone. @param fallback our own words for it */
export function readersDate(instant: number, fallback: string): Markdown {
  const { text } = markdownDate({ instant, words: '', timed: true, fallback });
  return { type: 'mrkdwn', text: `your time: ${text}` };
}

/** Slack's three control characters (docs.slack.dev: formatting message text). */
export function escapeMarkdown(content: string): string {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
