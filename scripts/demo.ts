/** npm run demo: the real dist/ between stand-ins of GitHub and Slack, and what people see of it. */
import { logText } from '../__tests__/runner/log-reader.ts';
import { readArguments, script } from './arguments.ts';
import { outputLines, writeOut } from './files.ts';
import { playMorning } from './morning.ts';
import { logHtml } from './previews/log-html.ts';
import { slackHtml } from './previews/slack-html.ts';
import { summaryHtml } from './previews/summary-html.ts';
import { terminalMessage } from './previews/terminal.ts';
import { type Performance, perform } from './stage.ts';

const help = `npm run demo                              the defaults
npm run demo -- --input threshold=5d      with other inputs; --input is repeatable, --input name= empties one
npm run demo -- --input delivery=update   three runs, an hour apart, keep one message true`;

const stand = 'stand-ins of GitHub and Slack on this machine';

await script(async () => {
  const { inputs, help: wantsHelp } = readArguments(process.argv.slice(2), help);
  if (wantsHelp) {
    console.log(help);
    return 0;
  }
  writeOut('demo', { report: undefined }, {});
  if (['update', 'replace'].includes(inputs['delivery'] ?? '')) return playHours(inputs);

  console.log(`Running dist/index.js on 300 real pull requests of two repositories, between ${stand}.\n`);
  const performance = await perform(inputs);
  await show(performance, { folder: 'demo', now: Date.now() });
  return end(performance, "--input threshold=5d --input branch='release-*'");
});

/** Three runs; the first that fails is the last. */
async function playHours(inputs: Readonly<Record<string, string>>): Promise<number> {
  console.log(
    `Running dist/index.js three times, an hour apart, on 300 real pull requests, between ${stand}.\n`,
  );
  let last: Performance | undefined;
  let nth = 0;
  for await (const { performance, time, before, now } of playMorning(inputs)) {
    last = performance;
    nth++;
    const title = `Run ${nth}, at ${time}: ${performance.run.outputs['delivered'] ?? 'failed'}`;
    console.log(`${'═'.repeat(80)}\n${title}${before ? `\n${before}` : ''}\n${'═'.repeat(80)}\n`);
    await show(performance, { folder: `demo/run-${nth}`, now });
    if (performance.run.exitCode !== 0) break;
  }
  return end(last, '--input delivery=update --input news=edit');
}

/** What people see of a run, and the pages of it. */
async function show(
  { run, messages }: Performance,
  { folder, now }: { readonly folder: string; readonly now: number },
): Promise<void> {
  const shown = messages.map(terminalMessage).join('\n\n');
  console.log(`── Run log ${'─'.repeat(70)}\n${logText(run.lines, { collapsed: true })}\n`);
  console.log(`── Slack, #reviews ${'─'.repeat(62)}\n${shown || '  (no message)'}\n`);
  console.log(`── Outputs ${'─'.repeat(70)}\n${outputLines(run.outputs)}\n`);
  const paths = writeOut(folder, run, {
    'log.html': logHtml(run.lines),
    ...(run.summary && { 'summary.html': await summaryHtml(run.summary) }),
    ...(messages.length > 0 && { 'slack.html': slackHtml(messages, { now }) }),
  });
  console.log(`── Pages ${'─'.repeat(72)}\n${paths.map((path) => `  ${path}`).join('\n')}\n`);
}

function end(performance: Performance | undefined, next: string): number {
  const { exitCode, durationMs } = performance?.run ?? { exitCode: 1, durationMs: 0 };
  const outcome = exitCode === 0 ? 'succeeded' : `failed (exit code ${exitCode})`;
  console.log(`The step ${outcome} in ${(durationMs / 1000).toFixed(1)} s.`);
  console.log(`Next: npm run demo -- ${next}`);
  return exitCode === 0 ? 0 : 1;
}
