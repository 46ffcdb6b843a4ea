/** npm run pictures: pictures of the message, the summary and the log, from real runs in a real browser. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { script } from './arguments.ts';
import { writeOut } from './files.ts';
import { playLife } from './life.ts';
import { logHtml } from './previews/log-html.ts';
import { lifeHtml, slackHtml } from './previews/slack-html.ts';
import { summaryHtml } from './previews/summary-html.ts';
import { perform } from './stage.ts';

const timeZone = 'Europe/Berlin';

/** What is shown: few enough to see all of it. */
const inputs = { threshold: '2d', 'max-listed': '7', timezone: timeZone };

const explainInputs = {
  explain: 'vitejs/vite#22955',
  threshold: '2d',
  timezone: timeZone,
  'working-days': 'mon-fri',
  'working-hours': '09:00-17:30',
  holidays: 'DE',
};

/** Mon 3 Aug 2026 09:17 in Berlin. */
const begin = Date.parse('2026-08-03T07:17:00Z');

interface Picture {
  readonly html: string;
  /** Pixels of CSS; of the height, all of it unless said. */
  readonly width: number;
  readonly height?: number;
}

await script(async () => {
  const browser = await chromium.launch({ executablePath: findBrowser(), args: ['--no-sandbox'] });
  try {
    const pictures = { ...(await oneRun()), ...(await lifeOfOne()) };
    const pages = writeOut(
      'pictures',
      { report: undefined },
      Object.fromEntries(Object.entries(pictures).map(([name, { html }]) => [`${name}.html`, html])),
    );
    for (const [index, [name, picture]] of Object.entries(pictures).entries())
      console.log(await take(browser, pages[index] ?? '', { name, ...picture }));
  } finally {
    await browser.close();
  }
  return 0;
});

/** What one run shows, and one that explains. */
async function oneRun(): Promise<Readonly<Record<string, Picture>>> {
  const { run, messages } = await perform(inputs);
  if (run.exitCode !== 0 || messages.length === 0) throw new Error(`the run failed:\n${run.text}`);
  const explained = await perform(explainInputs);
  const now = Date.now();
  return {
    message: { html: slackHtml(messages, { timeZone, now }), width: 760 },
    'message-phone': { html: slackHtml(messages, { timeZone, now, screen: 'phone' }), width: 390 },
    summary: { html: await summaryHtml(run.summary), width: 1060, height: 1000 },
    log: { html: logHtml(run.lines), width: 1200 },
    explain: { html: await summaryHtml(explained.run.summary), width: 1060 },
  };
}

/** The message that is kept true: its states below one another, and each on a phone. */
async function lifeOfOne(): Promise<Readonly<Record<string, Picture>>> {
  const states = await playLife(begin);
  const phone = states.map(({ name, message, now }) => {
    const html = slackHtml([message], { timeZone, now, screen: 'phone' });
    return [`life-${name}-phone`, { html, width: 390 }] as const;
  });
  return { life: { html: lifeHtml(states, timeZone), width: 760 }, ...Object.fromEntries(phone) };
}

/** Returns its path. */
async function take(
  browser: Browser,
  page: string,
  { name, width, height }: Picture & { readonly name: string },
): Promise<string> {
  const shown = await browser.newPage({
    viewport: { width, height: height ?? 100 },
    deviceScaleFactor: 2,
  });
  await shown.goto(`file://${resolve(page)}`);
  const path = join('docs', 'pictures', `${name}.png`);
  await shown.screenshot({ path, fullPage: height === undefined });
  await shown.close();
  return path;
}

/** @throws Error that says how to get one */
function findBrowser(): string {
  const names = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome'];
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const candidates = [
    process.env['CHROMIUM'] ?? [],
    ...names.flatMap((name) => folders.map((folder) => join(folder, name))),
  ].flat();
  const found = candidates.find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      // Not there: the next may be.
      return false;
    }
  });
  if (!found)
    throw new Error(
      'No Chromium found. On Debian: apt-get install chromium-headless-shell fonts-noto-color-emoji fonts-lato fonts-roboto-unhinted. Or set CHROMIUM to its path.',
    );
  return found;
}
