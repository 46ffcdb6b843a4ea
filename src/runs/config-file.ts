import { createHash } from 'node:crypto';
import type { Api } from '../github/client/api.ts';
import { GitHubFailure } from '../github/client/failure.ts';
import type { FailureKind } from '../github/client/failure-kind.ts';
import { readFromDefaultBranch } from '../github/repositories/content.ts';
import { readFromWorkspace } from '../runner/workspace.ts';
import { type Content, decode, readConfigFile } from '../settings/config-file.ts';
import type { ConfigFile } from '../settings/config-path.ts';
import { fillIn, type Inputs } from '../settings/inputs.ts';
import type { Quote } from '../text/server-text.ts';
import { trimBlank } from '../values/blank.ts';
import { parseRepository } from '../values/repository-name.ts';
import type { YamlFile } from '../values/yaml.ts';

/** Where a file could be found, by whom, and what is made of it. */
export interface ConfigTools {
  /** GitHub's client, loaded when it is first asked for; it has the token of the inputs. */
  readonly openApi: () => Promise<Api>;
  /** Loads the chunk that reads YAML. */
  readonly loadYaml: () => Promise<{ readonly parseYaml: (text: string) => YamlFile }>;
  readonly quote: Quote;
}

/** The rights that a token can lack: HTTP 403, whatever the words. */
const forbidding: readonly FailureKind[] = [
  'forbidden',
  'contents',
  'scopes',
  'saml',
  'ip-allow-list',
  'token-policy',
  'taken-down',
  'suspended',
];
const contentsRead =
  'add "contents: read" to the permissions of the job, beside "pull-requests: read" (an app or a fine-grained token: "Contents: read").';

/** Reads the config file, and gives its values to inputs that are blank. What is wrong becomes a problem of the inputs. */
export async function withConfigFile(inputs: Inputs, tools: ConfigTools): Promise<Inputs> {
  const { configFile, problems } = inputs;
  if (configFile?.kind !== 'none' || isToEndGreen(inputs)) return inputs;
  const { path, isGiven } = configFile;
  const source = await read(inputs, configFile, tools);
  if (source === undefined) return { ...inputs, isComplete: false };
  if ('kind' in source) return { ...inputs, configFile: source };
  const { content, from } = source;
  if (content.kind === 'absent') {
    if (!isGiven) return inputs;
    problems.add(
      'config-file',
      `${problems.given(path)} is not there, neither in the workspace nor on the default branch of ${inputs.run.repository} (for a token that may not see a private repository, that looks the same). Allowed: the path of a file, or none.`,
    );
    return { ...inputs, isComplete: false };
  }
  const text = content.kind === 'bytes' ? decode(content.bytes) : undefined;
  if (content.kind === 'wrong' || text === undefined) {
    const why = content.kind === 'wrong' ? content.why : 'is no text in UTF-8. Save it as such.';
    problems.add('config-file', `${problems.given(path)} ${why}`);
    return { ...inputs, isComplete: false };
  }
  const { parseYaml } = await tools.loadYaml();
  const before = problems.found.length;
  const { values, routes, escalations } = readConfigFile(parseYaml(text), { file: path, text, problems });
  return {
    ...fillIn(inputs, values),
    routes,
    escalations,
    isComplete: problems.found.length === before,
    configFile: {
      kind: 'read',
      path,
      from,
      hash: createHash('sha256').update(content.bytes).digest('base64url'),
    },
  };
}

/** A run that GitHub gives no secrets, and that ends before it asks anybody anything. */
function isToEndGreen({ run, texts }: Inputs): boolean {
  const says = (name: string) => trimBlank(texts.get(name) ?? '') !== '';
  const asks = ['slack-bot-token', 'slack-webhook-url', 'dry-run', 'explain', 'check', 'config-file'].some(
    says,
  );
  return run.withoutSecrets && !asks;
}

interface Source {
  readonly content: Content;
  readonly from: 'workspace' | 'default branch';
}

/** undefined where it could not be read, which is told. */
async function read(
  { run, problems, githubToken }: Inputs,
  { path, isGiven }: Extract<ConfigFile, { kind: 'none' }>,
  { openApi, quote }: ConfigTools,
): Promise<Source | Extract<ConfigFile, { kind: 'forbidden' }> | undefined> {
  if (run.checkout !== undefined) {
    const content = readFromWorkspace(run.checkout, path);
    if (content.kind !== 'absent') return { content, from: 'workspace' };
  }
  const repository = parseRepository(run.repository)?.full;
  if (repository === undefined) return { content: { kind: 'absent' }, from: 'default branch' };
  // The token is wrong, which is told already.
  if (githubToken === undefined) return undefined;
  try {
    const api = await openApi();
    return { content: await readFromDefaultBranch(api, repository, path), from: 'default branch' };
  } catch (error) {
    if (!(error instanceof GitHubFailure)) throw error;
    const answer = quote(error.answer);
    const could = (meaning: string, remedy: string) =>
      `could not be read: ${meaning} (${answer}). Remedy: ${remedy}`;
    if (forbidding.includes(error.kind)) {
      const ours = error.kind === 'forbidden';
      const [meaning, remedy] = ours
        ? ['the token may not read it', contentsRead]
        : [error.meaning, error.remedy];
      if (!isGiven) return { kind: 'forbidden', path, answer, remedy };
      return problems.add('config-file', `${problems.given(path)} ${could(meaning, remedy)}`);
    }
    if (error.kind === 'credentials')
      return problems.add('github-token', `is not accepted by GitHub (${answer}). Remedy: ${error.remedy}`);
    const asked = { asked: `The config file ${path}`, topic: error.topic };
    return problems.add(asked, could(error.meaning, error.remedy));
  }
}
