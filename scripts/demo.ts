/** npm run demo: the real dist/ between stand-ins of GitHub and Slack, and what people see of it. */
import { logText } from '../__tests__/runner/log-reader.ts';
import { readArguments, script } from './arguments.ts';
import { outputLines, writeOut } from './files.ts';
import { logHtml } from './previews/log-html.ts';
import { slackHtml } from './previews/slack-html.ts';
import { summaryHtml } from './previews/summary-html.ts';
import { terminalMessage } from './previews/terminal.ts';
import { perform } from './stage.ts';

const help = `npm run demo                            the defaults
npm run demo -- --input threshold=5d    with other inputs; --input is repeatable, --input name= empties one`;

await script(async () => {
  const { inputs, help: wantsHelp } = readArguments(process.argv.slice(2), help);
  if (wantsHelp) {
    console.log(help);
    return 0;
  }
  console.log(
    'Running dist/index.js on 300 real pull requests of two repositories, between stand-ins of GitHub and Slack on this machine.\n',
  );
  const { run, messages } = await perform(inputs);
  const message = messages.at(-1);

  console.log(`── Run log ${'─'.repeat(70)}\n${logText(run.lines, { collapsed: true })}\n`);
  console.log(
    `── Slack, #reviews ${'─'.repeat(62)}\n${message ? terminalMessage(message) : '  (no message)'}\n`,
  );
  console.log(`── Outputs ${'─'.repeat(70)}\n${outputLines(run.outputs)}\n`);
  const paths = writeOut('demo', run, {
    'log.html': logHtml(run.lines),
    ...(run.summary && { 'summary.html': await summaryHtml(run.summary) }),
    ...(message && { 'slack.html': slackHtml(message, new Date()) }),
  });
  console.log(`── Pages ${'─'.repeat(72)}\n${paths.map((path) => `  ${path}`).join('\n')}\n`);
  console.log(
    `The step ${run.exitCode === 0 ? 'succeeded' : `failed (exit code ${run.exitCode})`} in ${(run.durationMs / 1000).toFixed(1)} s.`,
  );
  console.log("Next: npm run demo -- --input threshold=5d --input branch='release-*'");
  return run.exitCode === 0 ? 0 : 1;
});
