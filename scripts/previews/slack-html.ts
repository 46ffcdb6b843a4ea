import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import type { Block } from 'slack-blocks-to-jsx';
import type { StoredMessage } from '../../__tests__/twins/slack/methods.ts';
import { escapeHtml, page } from './page.ts';
import { readersDate } from './readers-date.ts';

const require = createRequire(import.meta.url);
// The package's ES module imports its style sheet, which Node cannot.
const { Message }: typeof import('slack-blocks-to-jsx') = require('slack-blocks-to-jsx');

const logo = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 36 36"><rect width="36" height="36" rx="8" fill="#e8912d"/>' +
    '<path d="M5 18q13-15 26 0q-13 15-26 0z" fill="#fff"/><circle cx="18" cy="18" r="5" fill="#1d1c1d"/></svg>',
)}`;

/** A screen that shows Slack. */
export type Screen = 'desktop' | 'phone';

/** Its fonts, and what the package's style sheet lacks of Slack's: line breaks, and long words that are broken. */
const styles: Readonly<Record<Screen, string>> = {
  desktop: `body { margin: 0; padding: 20px 24px; background: #fff; font-family: Lato, "Helvetica Neue", Arial, sans-serif; }
.slack_blocks_to_jsx.styles_enabled { font-family: Lato, Arial, sans-serif !important; font-size: 15px; max-width: 720px !important; }`,
  phone: `body { margin: 0; padding: 12px 16px; background: #fff; font-family: Roboto, "Helvetica Neue", Arial, sans-serif; }
.slack_blocks_to_jsx.styles_enabled { font-family: Roboto, Arial, sans-serif !important; max-width: none !important; }
.slack_blocks_to_jsx .text-base { font-size: 16px; line-height: 22px; } .slack_blocks_to_jsx .text-small { font-size: 13px; line-height: 18px; }`,
};
const lineBreaks =
  '.slack_blocks_to_jsx__rich_text p, .slack_blocks_to_jsx__context p { white-space: pre-wrap; overflow-wrap: anywhere; }';

/** Who reads it. */
export interface Reader {
  readonly screen?: Screen;
  /** IANA zone in which Slack shows instants to this person. */
  readonly timeZone?: string;
  /** When it is read, in ms since 1970. */
  readonly now?: number;
  /** Whether the last one's text for notifications stands below, on the desktop; it does unless said. */
  readonly notification?: boolean;
}

/** Messages as Slack shows them; on the desktop with the last one's text for notifications and screen readers below. */
export function slackHtml(messages: readonly StoredMessage[], reader: Reader = {}): string {
  const { screen = 'desktop', notification = true } = reader;
  const style = `${baseStyle(screen)}
.message + .message { margin-top: 16px; }
.fallback { margin-top: 24px; padding-top: 12px; border-top: 1px solid #ddd; color: #616061; font-size: 12px; line-height: 1.5; }`;
  const last = messages.at(-1);
  const fallback =
    screen === 'desktop' && notification && last
      ? `<div class="fallback"><b>What notifications and screen readers get:</b> ${escapeHtml(last.text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'))}</div>`
      : '';
  return page('Slack message', style, messages.map((one) => messageHtml(one, reader)).join('') + fallback);
}

function baseStyle(screen: Screen): string {
  return `${readFileSync(require.resolve('slack-blocks-to-jsx/dist/style.css'), 'utf8')}
${styles[screen]}
${lineBreaks}`;
}

/** One message in its states, below one another, each with the time at which it is read. */
export function lifeHtml(
  states: readonly { readonly caption: string; readonly message: StoredMessage; readonly now: number }[],
  timeZone: string,
): string {
  const style = `${baseStyle('desktop')}
.state { margin: 0 0 10px; padding: 3px 10px; border-left: 4px solid #e8912d; background: #f6f6f6; font-size: 13px; color: #454447; }
.message { margin-bottom: 24px; }`;
  const parts = states.map(({ caption, message, now }) => {
    const read = {
      timeZone,
      hourCycle: 'h23',
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
    } as const;
    const time = new Intl.DateTimeFormat('en-US', read).format(now);
    return `<p class="state"><b>${time}</b> · ${escapeHtml(caption)}</p>${messageHtml(message, { timeZone, now })}`;
  });
  return page('The life of a message', style, parts.join(''));
}

function messageHtml(
  { blocks, ts }: StoredMessage,
  { timeZone = 'UTC', now = Number(ts) * 1000 }: Reader,
): string {
  const known = JSON.stringify(blocks).match(/"type":"(header|context|rich_text|divider)"/g) ?? [];
  if (known.length !== blocks.length) throw new Error('the preview does not know every block of the message');
  const posted = Number(ts) * 1000;
  const markup = renderToStaticMarkup(
    createElement(Message, {
      blocks: blocks as Block[],
      name: 'PR Status Monitor',
      logo,
      // The package writes the hours of this process's zone.
      time: new Date(posted + offsetOf(posted, timeZone)),
      theme: 'light',
      hooks: {
        date: ({ timestamp, format }) => readersDate(Number(timestamp) * 1000, format, { timeZone, now }),
      },
    }),
  );
  return `<div class="message">${markup}</div>`;
}

/** How far the reader's clock is ahead of this process's, in ms. */
function offsetOf(instant: number, timeZone: string): number {
  const shown = (zone: string | undefined) =>
    Date.parse(`${new Date(instant).toLocaleString('sv-SE', { timeZone: zone })}Z`);
  return shown(timeZone) - shown(undefined);
}
