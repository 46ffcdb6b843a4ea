import rehypeRaw from 'rehype-raw';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { describe, expect, it } from 'vitest';
import { explanationLog } from '../../src/report/log/explanation.ts';
import { reportLog } from '../../src/report/log/verdicts.ts';
import { renderMessage } from '../../src/report/slack/message.ts';
import { renderExplanation } from '../../src/report/summary/explanation.ts';
import { renderSummary } from '../../src/report/summary/summary.ts';
import { aroundTheClock } from '../../src/review/calendar.ts';
import { type Explanation, explain } from '../../src/review/explanation.ts';
import type { PullRequest } from '../../src/review/pull-request.ts';
import { inert } from '../../src/runner/printer.ts';
import { sanitize } from '../../src/text/untrusted.ts';
import { hostile } from '../corpus/hostile.ts';
import {
  account,
  asked,
  audience,
  hoursAgo,
  now,
  pull,
  report,
  review,
  settings,
} from '../support/samples.ts';

/** Pull requests of every verdict which hold the text wherever an outsider can write. */
function worldOf(text: string): PullRequest[] {
  const everywhere = {
    title: text,
    author: account(text || 'x'),
    base: text,
    labels: [text],
    requested: asked(text),
  };
  return [
    pull({ ...everywhere, number: 1, retargeted: { at: hoursAgo(2), from: text } }),
    pull({ ...everywhere, number: 2, createdAt: hoursAgo(2), author: account('octocat') }),
    pull({
      ...everywhere,
      number: 3,
      author: account('octocat'),
      reviews: [review(text || 'y', 'approved')],
    }),
    pull({ ...everywhere, number: 4, draft: true }),
  ];
}

const context = { settings: settings(), now };

/** Why each of them has its verdict. */
function explained(text: string): Explanation[] {
  return worldOf(text).map((pullRequest) =>
    explain(
      { pullRequest, state: 'open', closedAt: undefined, watched: { branch: text, matches: true } },
      context.settings.rules,
      aroundTheClock(),
      now,
    ),
  );
}

const explanationLines = (one: Explanation) => explanationLog(one, context);

const neverShown =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066\u2067\u200b\u2060\ufeff\u00ad]/u;

it('is a corpus of at least 60 texts, each with another attempt', () => {
  expect(new Set(hostile.map(([attempt]) => attempt)).size).toBe(hostile.length);
  expect(hostile.length).toBeGreaterThanOrEqual(60);
});

describe.each(hostile)('a text that tries: %s', (_, text) => {
  const shown = report(worldOf(text));

  it('stays on its line in the log, and starts no command', () => {
    const lines = [...reportLog(shown), ...explained(text).flatMap(explanationLines)].flatMap((entry) =>
      entry.kind === 'group' ? [entry.title, ...entry.lines] : [entry.text],
    );
    for (const line of [...lines, sanitize(text), `  ${sanitize(text)}`].map(inert)) {
      expect(line).not.toMatch(/\n/);
      expect(line).not.toContain('##[');
      expect(line.trimStart()).not.toMatch(/^::/);
      expect(line.replaceAll('##\u200b[', '').replace(/^\s*\u200b::/, '')).not.toMatch(neverShown);
      expect(line.isWellFormed()).toBe(true);
    }
  });

  it('leaves the summary as it is built', async () => {
    const summary = renderSummary(shown, []);
    expect(summary).not.toMatch(neverShown);
    expect(summary).not.toMatch(/\n\s*\n./);
    // Long words of a title have places where they may break.
    expect(await skeleton(summary.replaceAll('<wbr>', ''))).toEqual(
      await skeleton(renderSummary(report(worldOf('harmless')), [])),
    );
    const derived = (by: string) =>
      explained(by)
        .map((one) => renderExplanation(one, context))
        .join('');
    expect(derived(text)).not.toMatch(neverShown);
    expect(derived(text)).not.toMatch(/\n\s*\n./);
    expect(await skeleton(derived(text))).toEqual(await skeleton(derived('harmless')));
  });

  it('is no markup in the message, and pings nobody', () => {
    const message = renderMessage(audience(shown));
    expect(message.text.replaceAll(/&(amp|lt|gt);/g, '')).not.toMatch(/[<>&]/);
    expect(message.text).not.toMatch(neverShown);
    const blocks = JSON.stringify(message.blocks);
    expect(blocks.isWellFormed()).toBe(true);
    expect([...markdownOf(JSON.parse(blocks))]).toEqual([
      expect.stringMatching(/^your time: <!date\^\d+\^\{date_short_pretty\} \{time\}\|[\w :]+>$/),
      '<https://github.com/acme/web/actions/runs/123456|run #812>',
    ]);
    expect([...typesOf(JSON.parse(blocks))].sort()).toEqual(
      ['context', 'header', 'link', 'mrkdwn', 'plain_text', 'rich_text', 'rich_text_section', 'text'].sort(),
    );
    expect(blocks.replaceAll('\\n', '')).not.toMatch(/\\u00[01]|\\[bfrt]/);
  });

  it('isolates what is written from right to left', () => {
    const opened = sanitize(text).split('\u2068').length - 1;
    const closed = sanitize(text).split('\u2069').length - 1;
    expect(opened).toBe(closed);
    if (/[\u0590-\u05ff\u0620-\u08ff]/.test(text)) expect(opened).toBe(1);
  });
});

it.each([
  ['a family', '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}\u200d\u{1f466}'],
  ['a keycap', '1\ufe0f\u20e3'],
  ['a flag', '\u{1f1e9}\u{1f1ea}'],
  ['a flag of tags', '\u{1f3f4}\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}'],
  ['Chinese', '修复冷启动'],
  ['accents', 'Größe ändern, façade'],
  ['code', 'fix: `a < b && c > d` (#12)'],
])('%s is shown as it is', (_, text) => expect(sanitize(text)).toBe(text));

interface Node {
  readonly type: string;
  readonly tagName?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly children?: readonly Node[];
}

/** Tags and attributes of a summary as GitHub builds them, without its texts. */
async function skeleton(markdown: string): Promise<unknown> {
  const processor = unified()
    .use(remarkParse)
    .use(remarkGfm)
    .use(remarkRehype, { allowDangerousHtml: true })
    .use(rehypeRaw);
  const strip = (node: Node): unknown[] => {
    const children = (node.children ?? []).flatMap(strip);
    if (node.type === 'text') return [];
    return [[node.type, node.tagName, node.properties, children]];
  };
  return strip((await processor.run(processor.parse(markdown))) as Node);
}

function* objectsIn(value: unknown): Generator<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield value as Record<string, unknown>;
  for (const part of Object.values(value)) yield* objectsIn(part);
}

function* markdownOf(blocks: unknown) {
  for (const one of objectsIn(blocks)) if (one['type'] === 'mrkdwn') yield one['text'];
}

function typesOf(blocks: unknown): Set<unknown> {
  return new Set([...objectsIn(blocks)].flatMap(({ type }) => (type === undefined ? [] : [type])));
}
