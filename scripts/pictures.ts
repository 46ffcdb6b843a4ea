/** npm run pictures: pictures of the message, the summary and the log, from a real run in a real browser. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { chromium } from 'playwright-core';
import { script } from './arguments.ts';
import { writeOut } from './files.ts';
import { logHtml } from './previews/log-html.ts';
import { slackHtml } from './previews/slack-html.ts';
import { summaryHtml } from './previews/summary-html.ts';
import { perform } from './stage.ts';

/** What is shown: few enough to see all of it. */
const inputs = { threshold: '2d', 'max-listed': '7', timezone: 'Europe/Berlin' };

const explainInputs = {
  explain: 'vitejs/vite#22955',
  threshold: '2d',
  timezone: 'Europe/Berlin',
  'working-days': 'mon-fri',
  'working-hours': '09:00-17:30',
  holidays: 'DE',
};

await script(async () => {
  const { run, messages } = await perform(inputs);
  const [message] = messages;
  if (run.exitCode !== 0 || !message) throw new Error(`the run failed:\n${run.text}`);
  const explained = await perform(explainInputs);
  const [slack = '', phone = '', summary = '', log = '', explain = ''] = writeOut('pictures', run, {
    'slack.html': slackHtml(message, new Date()),
    'slack-phone.html': slackHtml(message, new Date(), 'phone'),
    'summary.html': await summaryHtml(run.summary),
    'log.html': logHtml(run.lines),
    'explain.html': await summaryHtml(explained.run.summary),
  });
  const browser = await chromium.launch({ executablePath: findBrowser(), args: ['--no-sandbox'] });
  try {
    for (const [html, name, width, height] of [
      [slack, 'message', 760, 0],
      [phone, 'message-phone', 390, 0],
      [summary, 'summary', 1060, 1000],
      [log, 'log', 1200, 0],
      [explain, 'explain', 1060, 0],
    ] as const) {
      const page = await browser.newPage({
        viewport: { width, height: height || 100 },
        deviceScaleFactor: 2,
      });
      await page.goto(`file://${resolve(html)}`);
      const path = join('docs', 'pictures', `${name}.png`);
      await page.screenshot({ path, fullPage: height === 0 });
      console.log(path);
    }
  } finally {
    await browser.close();
  }
  return 0;
});

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
