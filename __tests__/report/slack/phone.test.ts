/** A phone of 390 px, in columns: what a pull request takes of it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../../src/report/report.ts';
import type { Block, RichTextSection } from '../../../src/report/slack/blocks.ts';
import { compare, type Live } from '../../../src/report/slack/compare.ts';
import { editedContent, freshContent } from '../../../src/report/slack/content.ts';
import { renderMessage } from '../../../src/report/slack/message.ts';
import { clipLines, linesOf } from '../../../src/report/slack/phone.ts';
import { planMessage } from '../../../src/report/slack/plan.ts';
import { readRemembered } from '../../../src/report/slack/remembered.ts';
import type { Fate } from '../../../src/review/settled.ts';
import { widthOf } from '../../../src/text/untrusted.ts';
import { hostile } from '../../corpus/hostile.ts';
import {
  account,
  anybody,
  asked,
  audience,
  day,
  hoursAgo,
  now,
  pull,
  report,
  review,
  unreachable,
} from '../../support/samples.ts';

/** After a blank, and beside letters of scripts that do without blanks. */
const breaks =
  /(?<=[ \u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60])|(?=[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60])/u;

/** Lines that words take: one that is longer begins on a line of its own, Chinese breaks anywhere. */
function lines(text: string, columns: number): number {
  let [count, column] = [1, 0];
  for (const word of text.split(breaks)) {
    const width = widthOf(word.trimEnd());
    if (column + width > columns) {
      if (column > 0) count++;
      count += Math.max(0, Math.ceil(width / columns) - 1);
      column = width > columns ? width % columns || columns : width;
    } else column += width;
    column += widthOf(word) - width;
  }
  return count;
}

/** An instant as it may be shown: with the year, where Slack leaves that out only of what is near. */
function shownDate(seconds: number, format: string): string {
  const time = new Date(seconds * 1000);
  const isNear = Math.abs(now - seconds * 1000) < 180 * day;
  const year = isNear ? '' : ` ${time.getUTCFullYear()}`;
  return format
    .replace(/\{date_short(?:_pretty)?\}/, `${time.getUTCDate()} Aug${year}`)
    .replace('{time}', `${time.toISOString().slice(11, 16)} pm`);
}

const textOf = ({ elements }: RichTextSection) =>
  elements
    .map((one) =>
      'text' in one
        ? one.text
        : one.type === 'date'
          ? shownDate(one.timestamp, one.format)
          : '@Ada Lovelace-B',
    )
    .join('');

/** The small text of a context block: what is beside one another, and wraps as a whole. */
const smallOf = ({ elements }: Extract<Block, { type: 'context' }>) =>
  elements
    .map(({ type, text }) =>
      type === 'mrkdwn'
        ? text.replace(/<!date\^(\d+)\^([^|]*)\|[^>]*>/, (_, seconds, format) =>
            shownDate(Number(seconds), format),
          )
        : text,
    )
    .join(' · ');

/** Lines of each listed pull request, and of each warning. */
function heights(blocks: readonly Block[]): number[] {
  return blocks.flatMap((block, index) => {
    if (block.type !== 'rich_text') return [];
    const next = blocks[index + 1];
    const small = next?.type === 'context' && index + 2 < blocks.length ? smallOf(next) : undefined;
    return block.elements.flatMap((part) => {
      if (part.type === 'rich_text_list') return part.elements.map((entry) => lines(textOf(entry), 34));
      const shown = textOf(part).split('\n');
      if (shown[0]?.startsWith('⚠'))
        return [
          ...shown.map((one) => lines(one, 38)),
          ...(small?.split('\n') ?? []).map((one) => lines(one, 50)),
        ];
      const title = shown.at(-1) ?? '';
      return small && title.includes('#') ? [lines(title, 38) + lines(small, 50)] : [];
    });
  });
}

const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 256 }),
  fc.string({ unit: 'grapheme-ascii', maxLength: 256 }),
  fc.lorem({ maxCount: 30 }),
  fc.constantFrom(...hostile.map(([, text]) => text)),
  fc.constantFrom('x', 'word ', '修', 'א', '👨‍👩‍👧‍👦', '🚀 ').map((sign) => sign.repeat(300 / sign.length)),
);
const anyPull = fc
  .record({
    title: anyText,
    requested: fc.array(anyText, { maxLength: 5 }).map((names) => asked(...names)),
    base: anyText,
    draft: fc.boolean(),
    stackedOn: fc.option(fc.nat(), { nil: undefined }),
    additions: fc.nat(),
    deletions: fc.nat(),
    createdAt: fc.integer({ min: 30, max: 50_000 }).map(hoursAgo),
    reviews: fc.array(
      anyText.map((login) => review(login || 'x')),
      { maxLength: 4 },
    ),
    repository: fc.constantFrom('acme/web', 'acme/api', `${'o'.repeat(39)}/${'n'.repeat(100)}`),
  })
  .map((changes) => pull({ ...changes, author: account('octocat') }));

describe('on a phone', () => {
  it('each pull request takes three lines at most, each warning too, and nothing is lost', () => {
    fc.assert(
      fc.property(
        fc.array(anyPull, { maxLength: 30 }),
        fc.constantFrom('1', '2', '5'),
        fc.array(
          anyText.map((reason) => ({ ...unreachable, reason })),
          { maxLength: 7 },
        ),
        fc.boolean(),
        (pulls, needed, failed, pings) => {
          const all = pulls.map((one, index) => ({ ...one, number: index + 1 }));
          const inputs = {
            'max-listed': '45',
            'include-drafts': 'true',
            'reviews-needed': needed,
            'counts-as-review': 'approved',
            branch: '**',
            mention: 'asked, authors',
          };
          const told = audience(report(all, { inputs, unreachable: failed }));
          const { blocks, named } = planMessage(
            pings ? { ...told, directory: anybody } : told,
            [],
            new Map(),
          ).fresh();
          const taken = heights(blocks);
          expect(Math.max(0, ...taken)).toBeLessThanOrEqual(3);
          expect(taken.length).toBeGreaterThanOrEqual(named.length);
        },
      ),
      { numRuns: 150 },
    );
  }, 60_000);

  it('says of each on which only bots looked that it is so, whatever else is to say', () => {
    fc.assert(
      fc.property(fc.array(anyPull, { minLength: 1, maxLength: 30 }), (pulls) => {
        const all = pulls.map((one, index) => ({
          ...one,
          number: index + 1,
          reviews: [review('copilot[bot]')],
        }));
        const inputs = { 'max-listed': '45', 'include-drafts': 'true', branch: '**' };
        const { blocks, named } = renderMessage(audience(report(all, { inputs })));
        expect(JSON.stringify(blocks).split('only bots have looked')).toHaveLength(named.length + 1);
      }),
      { numRuns: 50 },
    );
  }, 60_000);
});

/** The message that a run posted whose report this is, as a later one reads it. */
function liveOf(of: Report): Live {
  const { blocks, memory } = renderMessage(audience(of));
  return {
    ts: '1785741421.000100',
    memory,
    items: readRemembered(blocks, of.run.serverUrl),
    isEdited: false,
  };
}

/** What becomes of one between two runs. */
type Becomes = 'waits' | 'is unread' | 'is reviewed' | 'is a draft' | Fate;
const anyBecoming: fc.Arbitrary<Becomes> = fc.oneof(
  fc.constantFrom<Becomes>('waits', 'is unread', 'is reviewed', 'is a draft'),
  fc.constant<Fate>({ kind: 'merged', at: hoursAgo(1) }),
  anyText.map((base): Fate => ({ kind: 'open', repository: 'acme/web', base: base || 'x' })),
);
const kept = { delivery: 'update', 'max-listed': '45', 'counts-as-review': 'approved', branch: '**' };

describe('on a phone, a message that is kept true', () => {
  it('takes three lines at most of what waits, is new, was not checked, or is settled, in every layout', () => {
    const layouts = new Set<string>();
    fc.assert(
      fc.property(
        fc.array(fc.tuple(anyPull, anyBecoming, anyText), { minLength: 1, maxLength: 40, size: 'max' }),
        fc.nat(3),
        fc.boolean(),
        fc.boolean(),
        (all, fresh, isEdit, isShort) => {
          const pulls = all.map(([one], index) => ({
            ...one,
            // More of them find room in the dense layout.
            ...(isShort && { title: [...one.title].slice(0, 20).join('') }),
            draft: false,
            number: index + 1,
            url: `https://github.com/${one.repository}/pull/${index + 1}`,
          }));
          const live = liveOf(report(pulls.slice(fresh), { inputs: kept }));
          const fates = new Map<string, Fate>();
          const next = all.flatMap(([, becomes, login], index) => {
            const one = pulls[index];
            if (!one) return [];
            if (typeof becomes === 'object') {
              fates.set(`${one.repository}#${one.number}`.toLowerCase(), becomes);
              return [];
            }
            if (becomes === 'is unread') return [];
            const reviews = becomes === 'is reviewed' ? [review(login || 'x', 'approved')] : one.reviews;
            return [{ ...one, reviews, draft: becomes === 'is a draft' }];
          });
          const unread = live.items.map((item) =>
            all[item.number - 1]?.[1] === 'is unread' ? { ...item, repository: 'acme/legacy' } : item,
          );
          const later = report(next, { inputs: kept, unreachable: [unreachable] });
          const hears = audience(later);
          const known = { ...live, items: unread };
          const difference = compare(hears, known, fates);
          const content = isEdit
            ? editedContent(hears, known, difference)
            : freshContent(hears, known, difference);
          const { blocks } = renderMessage(hears, undefined, content);
          layouts.add(layoutOf(blocks));
          expect(Math.max(0, ...heights(blocks))).toBeLessThanOrEqual(3);
          if (isEdit)
            expect(content.settled.length + content.rows.length).toBeGreaterThanOrEqual(unread.length);
        },
      ),
      { numRuns: 60 },
    );
    expect([...layouts].sort()).toEqual(['dense', 'roomy', 'ruled']);
  }, 60_000);

  it('is read without what stands below its list', () => {
    const pulls = Array.from({ length: 28 }, (_, index) => pull({ number: index + 1, title: 'Short' }));
    const { items } = liveOf(report(pulls, { inputs: kept }));
    expect(items).toHaveLength(28);
    expect(items.filter(({ facts }) => facts !== '')).toEqual([]);
  });

  it('says how the wait of each ended, in a line or two', () => {
    const live = liveOf(report([pull({ number: 1 }), pull({ number: 2 })], { inputs: kept }));
    const later = report([pull({ number: 1, reviews: [review('hubot', 'approved')] })], { inputs: kept });
    const hears = audience(later);
    const fates = new Map([['acme/web#2', { kind: 'merged', at: hoursAgo(2) } as const]]);
    const difference = compare(hears, live, fates);
    const { blocks, text } = renderMessage(hears, undefined, editedContent(hears, live, difference));
    expect(heights(blocks)).toEqual([2, 2]);
    expect(text).toMatch(/^All 2 are done: 1 reviewed, 1 merged/);
  });
});

function layoutOf(blocks: readonly Block[]): string {
  if (JSON.stringify(blocks).includes('rich_text_list')) return 'dense';
  return blocks.some(({ type }) => type === 'divider') ? 'ruled' : 'roomy';
}

describe('lines', () => {
  it.each<[taken: number, text: string]>([
    [1, ''],
    [1, 'ten letter'],
    [2, 'ten letter else'],
    [2, 'ten letter '.repeat(2).trim()],
    [3, 'a hyphened-and-longer'],
    [2, 'WWWWWW'],
    [2, 'TEN LETTER'],
    [2, '修复冷启动时的缓存'],
    [2, 'ab 修复冷启动时'],
    [1, '\u05d0'.repeat(10)],
  ])('%d of ten columns: %j', (taken, text) => expect(linesOf(text, 10)).toBe(taken));

  it('clip a text together with what stands around it', () => {
    const room = { before: '16 d  ', after: ' · draft', columns: 20, lines: 2 };
    const clipped = clipLines('Reduce cold start of the worker', room);
    expect(clipped).toMatch(/^Reduce cold .*…$/);
    expect(lines(`${room.before}${clipped}${room.after}`, 20)).toBe(2);
    expect(clipLines('Short', room)).toBe('Short');
  });
});
