/** A Slack message as a person sees it, in a terminal. */
import { stripVTControlCharacters, styleText } from 'node:util';
import type { StoredMessage } from '../../__tests__/twins/slack/methods.ts';

interface Part {
  readonly type?: string;
  readonly text?: string | Part;
  readonly url?: string;
  readonly fallback?: string;
  readonly elements?: readonly Part[];
  readonly style?: { readonly bold?: boolean; readonly strike?: boolean };
}

/** Lines with a border on the left, as Slack's own frame; instants in the team's zone, what is struck between tildes. */
export function terminalMessage({ blocks }: Pick<StoredMessage, 'blocks'>): string {
  const lines = (blocks as readonly Part[]).flatMap((block) => show(block).split('\n'));
  return lines.map((line) => `  │ ${line}`).join('\n');
}

function show(part: Part): string {
  const inner = (part.elements ?? []).map(show);
  switch (part.type) {
    case 'header':
      return styleText('bold', plain(part.text));
    case 'context':
      return styleText('dim', inner.join('  '));
    case 'mrkdwn':
      return plain(part.text).replace(/<[^|>]*\|([^>]*)>/g, '$1');
    case 'link':
      return part.style?.strike
        ? styleText(['strikethrough', 'dim'], `~${plain(part.text)}~`)
        : styleText('blue', plain(part.text));
    case 'date':
      return plain(part.fallback);
    case 'divider':
      return '';
    case 'rich_text':
      return inner.join('\n');
    case 'rich_text_list':
      return inner.map((entry) => `• ${entry}`).join('\n');
    case 'rich_text_section':
      return inner.join('');
    default:
      return part.style?.bold ? styleText('bold', plain(part.text)) : plain(part.text);
  }
}

function plain(text: Part['text']): string {
  const content = typeof text === 'object' ? plain(text.text) : (text ?? '');
  return stripVTControlCharacters(content).replace(/[^\P{Cc}\n]/gu, '');
}
