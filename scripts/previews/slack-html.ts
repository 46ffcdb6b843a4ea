import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import type { Block } from 'slack-blocks-to-jsx';
import type { StoredMessage } from '../../__tests__/twins/slack/methods.ts';
import { escapeHtml, page } from './page.ts';

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

/** A message as Slack shows it; on the desktop with the text for notifications and screen readers below it. */
export function slackHtml({ blocks, text }: StoredMessage, when: Date, screen: Screen = 'desktop'): string {
  const markup = renderToStaticMarkup(
    createElement(Message, {
      blocks: blocks as Block[],
      name: 'PR Status Monitor',
      logo,
      time: when,
      theme: 'light',
    }),
  );
  const known = JSON.stringify(blocks).match(/"type":"(header|context|rich_text|divider)"/g) ?? [];
  if (known.length !== blocks.length) throw new Error('the preview does not know every block of the message');
  const style = `${readFileSync(require.resolve('slack-blocks-to-jsx/dist/style.css'), 'utf8')}
${styles[screen]}
${lineBreaks}
.fallback { margin-top: 24px; padding-top: 12px; border-top: 1px solid #ddd; color: #616061; font-size: 12px; line-height: 1.5; }`;
  const fallback = `<div class="fallback"><b>What notifications and screen readers get:</b> ${escapeHtml(text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'))}</div>`;
  return page('Slack message', style, screen === 'desktop' ? markup + fallback : markup);
}
