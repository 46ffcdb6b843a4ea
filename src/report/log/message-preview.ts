import type { Block, RichTextSection } from '../slack/blocks.ts';
import type { Message } from '../slack/message.ts';

/** The message as lines of text: what a dry run shows in the log. */
export function messagePreview({ blocks }: Pick<Message, 'blocks'>): string[] {
  return blocks.flatMap((block) => blockText(block).split('\n'));
}

function blockText(block: Block): string {
  switch (block.type) {
    case 'header':
      return block.text.text;
    case 'context':
      return block.elements
        .map(({ type, text }) => (type === 'mrkdwn' ? markdownText(text) : text))
        .join(' · ');
    case 'divider':
      return '';
    case 'rich_text':
      return block.elements
        .flatMap((part) =>
          part.type === 'rich_text_list'
            ? part.elements.map((entry) => `• ${sectionText(entry)}`)
            : [sectionText(part)],
        )
        .join('\n');
  }
}

function sectionText({ elements }: RichTextSection): string {
  return elements
    .map((element) => {
      if (element.type === 'date') return element.fallback;
      if (element.type === 'user') return `@${element.user_id}`;
      if (element.type === 'usergroup') return `@${element.usergroup_id}`;
      return element.type === 'link' ? `${element.text} (${element.url})` : element.text;
    })
    .join('');
}

/** Our own markup as text: a link's words and address, a date's fallback. */
function markdownText(markup: string): string {
  return markup.replace(/<!date[^|>]*\|([^>]*)>/g, '$1').replace(/<([^|>]*)\|([^>]*)>/g, '$2 ($1)');
}
