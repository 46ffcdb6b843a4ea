/** npm run try -- owner/name: a dry run of the same dist/ against the real GitHub. */
import { runAction } from '../__tests__/runner/runner.ts';
import { readArguments, script } from './arguments.ts';
import { outputLines, writeOut } from './files.ts';
import { logHtml } from './previews/log-html.ts';
import { summaryHtml } from './previews/summary-html.ts';

const help = `GITHUB_TOKEN=… npm run try -- owner/name [owner/name …] [--input threshold=2d …]
Looks at your repositories and shows what would be posted. Nothing is posted.
The token needs no more than "Pull requests: read"; with the GitHub CLI: GITHUB_TOKEN=$(gh auth token)`;

await script(async () => {
  const {
    inputs,
    positionals,
    help: wantsHelp,
  } = readArguments(process.argv.slice(2), help, {
    positionals: true,
  });
  const { GITHUB_TOKEN: token = '', GITHUB_API_URL: apiUrl = 'https://api.github.com' } = process.env;
  if (wantsHelp || positionals.length === 0) {
    console.log(help);
    return wantsHelp ? 0 : 1;
  }
  if (token === '') throw new Error(`GITHUB_TOKEN is not set.\n${help}`);
  const [repository = ''] = positionals;
  const run = await runAction({
    repository,
    // The log stays on this machine, so that private pull requests may be shown.
    event: { name: 'workflow_dispatch', payload: { repository: { full_name: repository, private: true } } },
    token,
    apiUrl,
    inputs: { repositories: positionals.join('\n'), ...inputs, 'dry-run': 'true' },
    secrets: [token],
    timeout: 900_000,
  });
  console.log(`${run.text}\n\nOutputs\n${outputLines(run.outputs)}\n`);
  const paths = writeOut('try', run, {
    'log.html': logHtml(run.lines),
    ...(run.summary && { 'summary.html': await summaryHtml(run.summary) }),
  });
  console.log(paths.join('\n'));
  return run.exitCode === 0 ? 0 : 1;
});
