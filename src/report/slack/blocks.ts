/**
 * The few kinds of Slack block the message is made of (docs.slack.dev: Block Kit). Untrusted text only goes
 * into `link`, `text` and `plain_text` elements: in these nothing is markup and nobody is pinged.
 */

export interface TextElement {
  readonly type: 'text';
  readonly text: string;
  readonly style?: { readonly bold?: boolean; readonly italic?: boolean };
}

export interface LinkElement {
  readonly type: 'link';
  readonly url: string;
  readonly text: string;
  readonly style?: { readonly bold?: boolean };
}

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
  readonly elements: (TextElement | LinkElement)[];
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

export function section(...elements: (TextElement | LinkElement)[]): RichTextSection {
  return { type: 'rich_text_section', elements };
}

export function list(...elements: RichTextSection[]): RichTextList {
  return { type: 'rich_text_list', style: 'bullet', elements };
}

export function text(content: string, style?: TextElement['style']): TextElement {
  return { type: 'text', text: content, ...(style && { style }) };
}

export function link(url: string, content: string): LinkElement {
  return { type: 'link', url, text: content };
}

/** A link in mrkdwn, of our own words. */
export function markdownLink(url: string, words: string): Markdown {
  return { type: 'mrkdwn', text: `<${escapeMarkdown(url).replaceAll('|', '%7C')}|${words}>` };
}

export function readersDate(instant: number, fallback: string): Markdown {
  return { type: 'mrkdwn', text: `your time: ${dateElement(instant, fallback)}` };
}

/**
 * An instant (ms) in each reader's own time zone (docs.slack.dev: formatting message text, "Date formatting").
 * @param fallback our own words for it, where Slack cannot show it so
 */
export function dateElement(instant: number, fallback: string): string {
  return `<!date^${Math.floor(instant / 1000)}^{date_short_pretty} {time}|${escapeMarkdown(fallback)}>`;
}

/** Slack's three control characters (docs.slack.dev: formatting message text). */
export function escapeMarkdown(content: string): string {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
