import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeOutputs } from '../../src/report/json/outputs.ts';
import type { Block } from '../../src/report/slack/blocks.ts';
import { toMetadata } from '../../src/report/slack/memory.ts';
import { renderMessage } from '../../src/report/slack/message.ts';
import { planMessage } from '../../src/report/slack/plan.ts';
import { renderSummary } from '../../src/report/summary/summary.ts';
import type { PullRequest } from '../../src/review/pull-request.ts';
import { hostile } from '../corpus/hostile.ts';
import {
  account,
  anybody,
  asked,
  audience,
  hoursAgo,
  type Inputs,
  pull,
  report,
  unreachable,
} from '../support/samples.ts';

/** Any run of UTF-16 units, unpaired surrogates included, and now and then a text that means harm. */
const anyText = fc.oneof(
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 256 })
    .map((units) => String.fromCharCode(...units)),
  fc.string({ unit: 'grapheme', maxLength: 256 }),
  fc.constantFrom(...hostile.map(([, text]) => text)),
);
const anyPull = fc.record({
  title: anyText,
  author: anyText.map((login) => account(login || 'x')),
  requested: fc.array(anyText, { maxLength: 15 }).map((names) => asked(...names)),
  base: anyText,
  additions: fc.nat(),
  createdAt: fc.integer({ min: 0, max: 50_000 }).map(hoursAgo),
  repository: fc.constantFrom('acme/web', 'acme/api', `${'o'.repeat(39)}/${'n'.repeat(100)}`),
});
const pulls = fc
  .array(anyPull, { maxLength: 12 })
  .chain((some) => fc.nat({ max: 25 }).map((times) => Array.from({ length: times }, () => some).flat()))
  .map((all): PullRequest[] => all.map((one, number) => pull({ ...one, number: number + 1 })));
/** `max-age` is longer than `threshold`. */
const anyAges: fc.Arbitrary<Inputs> = fc.constantFrom(
  ...['0', '1d', '100d'].map((threshold) => ({ threshold })),
  { threshold: '0', 'max-age': '1m' },
  ...['0', '1d', '89d'].map((threshold) => ({ threshold, 'max-age': '90d' })),
);
const anyInputs: fc.Arbitrary<Inputs> = fc
  .tuple(
    anyAges,
    fc.record({
      'max-listed': fc.integer({ min: 1, max: 45 }).map(String),
      branch: fc.constantFrom('', 'main', `${'b'.repeat(255)}, **`),
    }),
  )
  .map(([ages, others]) => ({ ...ages, ...others }));
const failed = fc.array(
  anyText.map((reason) => ({ ...unreachable, reason })),
  { maxLength: 8 },
);

/** Every text of a block. */
function textsOf(block: Block): string[] {
  switch (block.type) {
    case 'divider':
      return [];
    case 'header':
      return [block.text.text];
    case 'context':
      return block.elements.map(({ text }) => text);
    case 'rich_text':
      return block.elements
        .flatMap((part) => (part.type === 'rich_text_list' ? part.elements : [part]))
        .flatMap(({ elements }) =>
          elements.flatMap((one) => ('text' in one ? one.text : one.type === 'date' ? one.fallback : [])),
        );
  }
}

describe('a message about any pull requests', () => {
  it("keeps Slack's bounds", () => {
    fc.assert(
      fc.property(pulls, anyInputs, failed, (all, inputs, notSeen) => {
        const shown = report(all, { inputs: { ...inputs, mention: 'asked, authors' }, unreachable: notSeen });
        const { blocks, text, memory, count } = planMessage(
          { ...audience(shown), directory: anybody },
          [],
          new Map(),
        ).fresh();
        expect(blocks.length).toBeLessThanOrEqual(50);
        expect(JSON.stringify(blocks).length).toBeLessThanOrEqual(12_000);
        expect(Buffer.byteLength(text)).toBeLessThanOrEqual(3900);
        expect(text.length).toBeGreaterThan(0);
        expect(JSON.stringify(toMetadata(memory)).length).toBeLessThan(16_000);
        expect(count).toBeGreaterThanOrEqual(0);
        for (const block of blocks) {
          if (block.type === 'header') expect(block.text.text.length).toBeLessThanOrEqual(150);
          const texts = textsOf(block);
          for (const one of texts) {
            expect(one.length).toBeGreaterThan(0);
            expect(one.length).toBeLessThanOrEqual(3000);
          }
        }
      }),
      { numRuns: 200 },
    );
  }, 60_000);

  it.each(['x', '界', '👨‍👩‍👧‍👦', '&', 'א'])('keeps them for the longest titles of %j', (sign) => {
    const all = Array.from({ length: 300 }, (_, index) =>
      pull({ number: index + 1, title: sign.repeat(256) }),
    );
    const { blocks, text } = renderMessage(audience(report(all, { inputs: { 'max-listed': '45' } })));
    expect(JSON.stringify(blocks).length).toBeLessThanOrEqual(12_000);
    expect(JSON.stringify(blocks).split('/pull/').length - 1).toBeGreaterThan(15);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(3900);
  });

  it('counts every overdue one: listed, counted in one line, or older than max-age', () => {
    fc.assert(
      fc.property(pulls, anyInputs, (all, inputs) => {
        const shown = report(all, { inputs });
        const message = JSON.stringify(renderMessage(audience(shown)).blocks);
        const listed = message.split('/pull/').length - 1;
        const more = Number(/and (\d+) more, waiting/.exec(message)?.[1] ?? 0);
        const ancient = Number(/(\d+) more waits? longer than/.exec(message)?.[1] ?? 0);
        expect(listed + more + ancient).toBe(shown.counts.overdue);
        expect(listed).toBeLessThanOrEqual(Number(inputs['max-listed']));
      }),
    );
  });
});

describe('outputs', () => {
  it('stay under 96 KiB each, and cut none of the oldest within max-age', () => {
    fc.assert(
      fc.property(pulls, anyInputs, failed, (all, inputs, notSeen) => {
        const shown = report(all, { inputs, unreachable: notSeen });
        const outputs = makeOutputs(shown, []);
        for (const value of Object.values(outputs))
          expect(Buffer.byteLength(value)).toBeLessThanOrEqual(96 * 1024);
        const listed: { waitingSince: string; waitedSeconds: number }[] = JSON.parse(
          outputs['pull-requests'] ?? '[]',
        );
        expect([...listed].sort((a, b) => Date.parse(a.waitingSince) - Date.parse(b.waitingSince))).toEqual(
          listed,
        );
        expect(outputs.count).toBe(String(shown.counts.overdue));
        if (shown.counts.overdue > 0) expect(listed.length).toBeGreaterThan(0);
      }),
    );
  });

  it('keep the oldest within max-age where ancient ones would fill them', () => {
    const long = 'x'.repeat(250);
    const ancient = Array.from({ length: 400 }, (_, index) =>
      pull({ number: index + 1, title: long, createdAt: hoursAgo(90_000 - index) }),
    );
    const recent = pull({ number: 999, createdAt: hoursAgo(48) });
    const { 'pull-requests': json = '' } = makeOutputs(
      report([...ancient, recent], { inputs: { 'max-age': '90d' } }),
      [],
    );
    const numbers: number[] = JSON.parse(json).map(({ number }: { number: number }) => number);
    expect(numbers).toContain(999);
    expect(numbers.length).toBeLessThan(401);
    expect(numbers.at(-1)).toBe(999);
  });
});

describe('a job summary', () => {
  it('stays under 1 MiB, and says what it leaves out', () => {
    const all = Array.from({ length: 6000 }, (_, index) =>
      pull({
        number: index + 1,
        title: '&'.repeat(256),
        requested: asked('<'.repeat(100)),
        createdAt: hoursAgo(index),
      }),
    );
    const summary = renderSummary(report(all), []);
    expect(Buffer.byteLength(summary)).toBeLessThan(1024 * 1024);
    expect(summary).toMatch(/[\d,]+ more do not fit into a job summary/);
  });

  it('stays under it for any pull requests', () => {
    fc.assert(
      fc.property(pulls, failed, (all, notSeen) => {
        const times = Array.from({ length: 4 }, () => all).flat();
        expect(Buffer.byteLength(renderSummary(report(times, { unreachable: notSeen }), []))).toBeLessThan(
          1024 * 1024,
        );
      }),
      { numRuns: 30 },
    );
  }, 60_000);
});
