/**
 * npm run pictures: pictures of what people see, from runs of dist/ at one fixed instant, in a real browser.
 * npm run pictures -- --check: the same into out/pictures, and which of them differ from docs/pictures.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LogLine } from '../__tests__/runner/log-reader.ts';
import { script } from './arguments.ts';
import { openBrowser, type Shot, take } from './browser.ts';
import { writeOut } from './files.ts';
import { playLife } from './life.ts';
import { logHtml } from './previews/log-html.ts';
import { lifeHtml, slackHtml } from './previews/slack-html.ts';
import { summaryHtml } from './previews/summary-html.ts';
import { perform } from './stage.ts';

const timeZone = 'Europe/Berlin';

/** What is shown: few enough to see all of it. */
const inputs = { threshold: '2d', 'max-listed': '7', timezone: timeZone };

const workingTime = {
  threshold: '2d',
  timezone: timeZone,
  'working-days': 'mon-fri',
  'working-hours': '09:00-17:30',
  holidays: 'DE',
};

const explainInputs = { explain: 'vitejs/vite#22955', ...workingTime };

/** Its token lacks what this way of delivery reads. */
const checkInputs = { check: 'true', delivery: 'update', ...workingTime };

const checkout = {
  '.github/workflows/reviews.yml': `on:
  schedule:
    - cron: '17 9-17 * * 1-5'
      timezone: ${timeZone}
`,
};

/** Mon 3 Aug 2026 09:17 in Berlin. */
const begin = Date.parse('2026-08-03T07:17:00Z');

interface Picture extends Shot {
  readonly html: string;
}

const small = 1.5;

await script(async () => {
  const checks = process.argv.includes('--check');
  const pictures = { ...(await oneRun()), ...(await lifeOfOne()) };
  const pages = writeOut(
    'pictures',
    { report: undefined },
    Object.fromEntries(Object.entries(pictures).map(([name, { html }]) => [`${name}.html`, html])),
  );
  const browser = await openBrowser();
  let different = 0;
  try {
    for (const [index, [name, picture]] of Object.entries(pictures).entries()) {
      const png = await take(browser, pages[index] ?? '', picture);
      const committed = join('docs', 'pictures', `${name}.png`);
      const isSame = checks && png.equals(readFileSync(committed));
      if (!isSame) different++;
      writeFileSync(checks ? join('out', 'pictures', `${name}.png`) : committed, png);
      console.log(`${committed}${checks ? `: ${isSame ? 'the same' : 'different'}` : ''}`);
    }
  } finally {
    await browser.close();
  }
  if (checks && different > 0)
    console.log(`Made by ${browser.version()}; another build or other fonts draw other pixels.`);
  return checks && different > 0 ? 1 : 0;
});

/** What one run shows, one that explains, and one that checks the set-up. */
async function oneRun(): Promise<Readonly<Record<string, Picture>>> {
  const { run, messages } = await perform(inputs, { clock: begin });
  if (run.exitCode !== 0 || messages.length === 0) throw new Error(`the run failed:\n${run.text}`);
  const brief = await perform({ ...inputs, 'max-listed': '3' }, { clock: begin });
  const explained = await perform(explainInputs, { clock: begin });
  const checked = await perform(checkInputs, { clock: begin, checkout });
  const now = begin;
  const summary = await summaryHtml(run.summary);
  return {
    // Beside it the README's first screen has room for the workflow.
    'message-brief': {
      html: slackHtml(brief.messages, { timeZone, now, notification: false }),
      width: 640,
    },
    message: { html: slackHtml(messages, { timeZone, now }), width: 760 },
    'message-phone': { html: slackHtml(messages, { timeZone, now, screen: 'phone' }), width: 390 },
    summary: { html: summary, width: 1060, height: 1000 },
    'summary-phone': { html: summary, width: 390, height: 844 },
    log: { html: logHtml(atUsualSpeed(run.lines)), width: 1200 },
    explain: { html: await summaryHtml(explained.run.summary), width: 1060 },
    check: { html: await summaryHtml(checked.run.summary), width: 1060 },
  };
}

/** How long a run takes depends on the machine and its load: it is the one thing that no clock can fix. */
function atUsualSpeed(lines: readonly LogLine[]): readonly LogLine[] {
  return lines.map((line) => ({ ...line, text: line.text.replace(/^Done in [\d.]+ s$/, 'Done in 0.9 s') }));
}

/** The message that is kept true: its states below one another, and each on a phone. */
async function lifeOfOne(): Promise<Readonly<Record<string, Picture>>> {
  const states = await playLife(begin);
  const phone = states.map(({ name, message, now }) => {
    const html = slackHtml([message], { timeZone, now, screen: 'phone' });
    return [`life-${name}-phone`, { html, width: 390, scale: small }] as const;
  });
  return {
    life: { html: lifeHtml(states, timeZone), width: 760, scale: small },
    ...Object.fromEntries(phone),
  };
}
