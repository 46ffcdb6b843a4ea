import { formatDate } from '../../values/zone.ts';
import type { Report } from '../report.ts';
import { pullRequests } from '../words.ts';
import { type Block, date, link, richText, section, text } from './blocks.ts';
import type { Live } from './compare.ts';
import type { Memory } from './memory.ts';

/** What is left of a message that another one followed. */
export interface Superseded {
  readonly blocks: Block[];
  readonly text: string;
  readonly memory: Memory;
}

/** One line with a link. @param successor its `ts` and its address in Slack */
export function supersededMessage(
  { memory }: Pick<Live, 'memory'>,
  successor: { readonly ts: string; readonly url: string },
  { settings, now }: Pick<Report, 'settings' | 'now'>,
): Superseded {
  const { count, asOf } = memory;
  const fallback = formatDate(asOf, settings.timezone, now);
  const waited = count > 0 ? `${pullRequests(count)} waited` : 'Nothing waited any more';
  const counted = new Map<string, undefined>();
  return {
    blocks: [
      richText(
        section(
          text(`${waited} `),
          date({ instant: asOf, words: 'as of', timed: true, fallback: `as of ${fallback}` }),
          text(' · '),
          link(successor.url, 'the present list'),
        ),
      ),
    ],
    text: `${waited} on ${fallback}. A newer message has the present list.`,
    memory: { ...memory, counted, told: counted, cut: false, content: '', successor: successor.ts },
  };
}
