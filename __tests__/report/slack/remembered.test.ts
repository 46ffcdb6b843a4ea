import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listBlocks } from '../../../src/report/slack/list.ts';
import { readRemembered } from '../../../src/report/slack/remembered.ts';
import type { Row } from '../../../src/report/slack/row.ts';
import { hostile } from '../../corpus/hostile.ts';
import { hour, now, pull, report } from '../../support/samples.ts';
import { storedBlocks } from '../../twins/slack/stored-blocks.ts';

const serverUrl = 'https://github.com';
const second = (instant: number) => Math.floor(instant / 1000) * 1000;
const titles = fc.oneof(
  fc.constantFrom(...hostile.map(([, text]) => text)),
  fc.string({ unit: 'grapheme' }),
  fc.constant('Fix A & B < C'),
);

describe('what a message says', () => {
  it('is read from its own blocks as Slack returns them, in every layout', () => {
    const pulls = fc.array(
      fc.record({
        title: titles,
        repository: fc.constantFrom('acme/web', 'acme/api.js'),
        hours: fc.integer({ min: 25, max: 2000 }),
      }),
      { minLength: 1, maxLength: 6 },
    );
    fc.assert(
      fc.property(pulls, fc.constantFrom('ruled', 'roomy', 'dense'), (given, layout) => {
        const all = report(
          given.map(({ title, repository, hours }, index) =>
            pull({ title, repository, number: index + 1, createdAt: now - hours * hour }),
          ),
        );
        const rows = all.judgements.map(
          (judgement): Row => ({ kind: 'waiting', judgement, isNew: judgement.pullRequest.number % 2 === 0 }),
        );
        const blocks = listBlocks(rows, all, { layout, beyond: 100 * hour, dated: true });
        const read = readRemembered(storedBlocks(blocks, 'seed'), serverUrl);
        const known = new Map(all.judgements.map((one) => [one.pullRequest.url, one]));
        expect(new Set(read.map(({ url }) => url))).toEqual(new Set(known.keys()));
        for (const one of read) {
          const judgement = known.get(one.url);
          expect(one).toMatchObject({
            repository: judgement?.pullRequest.repository,
            number: judgement?.pullRequest.number,
            since: second(judgement?.start.at ?? 0),
            struck: false,
          });
          expect(one.wait).toMatch(/^\d+ (d|h)/);
        }

        // Drawn again as it stood, it says the same, how often ever.
        const again = (items: typeof read): Row[] =>
          items.map((item) => ({ kind: 'unchecked', item, since: now }));
        const once = readRemembered(
          storedBlocks(listBlocks(again(read), all, { layout, beyond: undefined, dated: true }), 's'),
          serverUrl,
        );
        const twice = readRemembered(
          storedBlocks(listBlocks(again(once), all, { layout, beyond: undefined, dated: true }), 's'),
          serverUrl,
        );
        expect(twice).toEqual(once);
        expect(once.map(({ url, wait, since }) => [url, wait, since])).toEqual(
          read.map(({ url, wait, since }) => [url, wait, since]),
        );
        for (const one of once) expect(one.uncheckedSince).toBe(second(now));
      }),
      { numRuns: 150 },
    );
  });

  it('is read from anything without harm, and names no pull request of another server', () => {
    fc.assert(fc.property(fc.anything(), (blocks) => void readRemembered(blocks, serverUrl)));
    const link = (url: string) => [
      {
        type: 'rich_text',
        elements: [{ type: 'rich_text_section', elements: [{ type: 'link', url, text: '#1 x' }] }],
      },
    ];
    expect(readRemembered(link('https://github.com/acme/web/pull/1'), serverUrl).length).toBe(1);
    for (const url of [
      'https://evil.example/acme/web/pull/1',
      'https://github.com/acme/web/issues/1',
      'https://github.com/acme/web/pull/1/files',
      'https://github.company/acme/web/pull/1',
    ])
      expect(readRemembered(link(url), serverUrl)).toEqual([]);
  });
});
