/** The browser that takes the pictures: with the same build of it and the same fonts, the same pixels each time. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

export interface Shot {
  /** Pixels of CSS; of the height, all of it unless said. */
  readonly width: number;
  readonly height?: number;
  /** Of the picture's pixels to these: 2 unless said, less where many stand in a document. */
  readonly scale?: number;
}

/** Glyphs are drawn in grey and unhinted, whatever this machine's settings are; colours are not converted. */
const drawing = [
  '--disable-lcd-text',
  '--font-render-hinting=none',
  '--force-color-profile=srgb',
  '--disable-gpu',
  '--no-sandbox',
];

export function openBrowser(): Promise<Browser> {
  // The language decides which font has a sign that several have.
  const env = { ...process.env, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8', LANGUAGE: 'en', TZ: 'UTC' };
  return chromium.launch({ executablePath: findBrowser(), args: drawing, env });
}

/** Takes a page of this machine as a PNG. */
export async function take(browser: Browser, page: string, { width, height, scale = 2 }: Shot) {
  const shown = await browser.newPage({
    viewport: { width, height: height ?? 100 },
    deviceScaleFactor: scale,
    locale: 'en-US',
    timezoneId: 'UTC',
    colorScheme: 'light',
    reducedMotion: 'reduce',
  });
  await shown.goto(`file://${resolve(page)}`);
  await shown.evaluate('document.fonts.ready');
  const png = await shown.screenshot({ fullPage: height === undefined, animations: 'disabled' });
  await shown.close();
  return png;
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
      'No Chromium found. On Debian: apt-get install chromium-headless-shell fonts-noto-color-emoji fonts-lato fonts-roboto-unhinted fonts-dejavu-core. Or set CHROMIUM to its path.',
    );
  return found;
}
