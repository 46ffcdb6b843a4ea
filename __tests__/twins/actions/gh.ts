/**
 * A stand-in of GitHub's command line, as far as a workflow of examples/ uses it: issues of one repository, kept in
 * `issues.json` of the stand-ins' folder. What it does not know it refuses.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

interface Issue {
  readonly title: string;
  readonly body: string;
  readonly comments: string[];
}

const fail = (message: string, code = 1): never => {
  console.error(message);
  process.exit(code);
};

const env = (name: string) => process.env[name] || undefined;
if (!env('GH_TOKEN'))
  fail('gh: To use GitHub CLI in a GitHub Actions workflow, set the GH_TOKEN environment variable.', 4);
// A job without a checkout has no repository of its own.
const repository = env('GH_REPO') ?? fail('failed to run git: fatal: not a git repository');
const file = join(env('STAND_INS') ?? fail('STAND_INS names no folder'), 'issues.json');
const issues: Issue[] = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
const address = (number: number) => `https://github.com/${repository}/issues/${number}`;

const string = { type: 'string' } as const;
const { values, positionals } = parseArgs({
  options: { search: string, json: string, jq: string, title: string, body: string },
  allowPositionals: true,
});
const [noun, verb, nth = ''] = positionals;
const { title = '', body = '', search, json, jq } = values;
switch (`${noun} ${verb}`) {
  case 'issue list': {
    const [, phrase] =
      /^in:title "([^"]+)"$/.exec(search ?? '') ?? fail(`--search ${search}: not known here`);
    if (json !== 'number' || jq !== '.[0].number // empty') fail(`--json ${json} --jq ${jq}: not known here`);
    const found = issues.findIndex((issue) => issue.title.includes(phrase ?? ''));
    if (found >= 0) console.log(found + 1);
    break;
  }
  case 'issue create':
    if (title === '' || body === '')
      fail('must provide `--title` and `--body` when not running interactively');
    issues.push({ title, body, comments: [] });
    console.log(address(issues.length));
    break;
  case 'issue comment': {
    const issue =
      issues[Number(nth) - 1] ?? fail(`GraphQL: Could not resolve to an issue with the number of ${nth}.`);
    if (body === '') fail('flags required when not running interactively');
    issue.comments.push(body);
    console.log(`${address(Number(nth))}#issuecomment-${issue.comments.length}`);
    break;
  }
  default:
    fail(`unknown command "${positionals.join(' ')}" for "gh"`);
}
writeFileSync(file, JSON.stringify(issues, null, 2));
