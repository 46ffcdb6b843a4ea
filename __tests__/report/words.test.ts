import { expect, it } from 'vitest';
import { renderMessage } from '../../src/report/slack/message.ts';
import { renderSummary } from '../../src/report/summary/summary.ts';
import { formatCount, headline } from '../../src/report/words.ts';
import { audience, hour, hoursAgo, pull, report } from '../support/samples.ts';

it.each([
  [0, '0'],
  [999, '999'],
  [1000, '1,000'],
  [20_000, '20,000'],
  [1_234_567, '1,234,567'],
])('%d is written %s', (count, text) => expect(formatCount(count)).toBe(text));

it('the wait that the report allows is told everywhere, whatever the settings say', () => {
  const shown = report([pull(), pull({ number: 2, createdAt: hoursAgo(30) })], {
    inputs: { threshold: '1d' },
    allowed: 4 * hour,
  });
  expect(headline(shown)).toBe('2 pull requests have waited longer than 4 h for a review');
  const message = JSON.stringify(renderMessage(audience(shown)).blocks);
  expect(message).toContain('🔴 over 1 d 8 h');
  expect(renderSummary(shown, [])).toContain(' · longer than 4 h · ');
});
