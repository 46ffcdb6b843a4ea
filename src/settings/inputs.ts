/** The first of the two phases of the settings: what is given, as text, and what reaching GitHub needs. */
import { looksRandom, secretsIn } from '../text/secret.ts';
import { trimBlank } from '../values/blank.ts';
import { saysNothing } from '../values/list.ts';
import type { YamlNode } from '../values/yaml.ts';
import { type ConfigFile, readConfigPath } from './config-path.ts';
import { declared, type FileInputName, type InputSource, inputNames, secretNames } from './declarations.ts';
import { type FilePlace, Problems } from './problem.ts';
import { checkServer, type Run } from './run.ts';

/** What is given, and every problem so far: they are told together, once the settings are read. */
export interface Inputs {
  readonly run: Run;
  readonly problems: Problems;
  /**
   * Without what says nothing, and what is refused as a whole: too long to be read, or a secret where none belongs.
   * Not trimmed: a list's newline has a meaning.
   */
  readonly texts: ReadonlyMap<string, string>;
  /** Of those that the config file gives as a list of YAML. */
  readonly entries: ReadonlyMap<string, readonly string[]>;
  /** As the config file has them, which no input can. */
  readonly routes: YamlNode | undefined;
  readonly escalations: YamlNode | undefined;
  /** undefined where its path is wrong. */
  readonly configFile: ConfigFile | undefined;
  /** Whether what is blank stands nowhere else, either. */
  readonly isComplete: boolean;
  /** undefined where GitHub must not be asked: the token, or an address that it goes to, is wrong. */
  readonly githubToken: string | undefined;
}

/** A value for an input that stands elsewhere. */
export interface Placed {
  readonly text: string;
  readonly where: FilePlace;
  /** Of a list that is written as one, in place of splitting the text. */
  readonly entries?: readonly { readonly text: string; readonly where: FilePlace }[];
}

/** Longer values are refused unread, in characters: no system passes a list longer than this in a variable. */
const longestValue = 4000;
const longestList = 200_000;

/** Reads every input once: blank counts as not given. */
export function readInputs(source: InputSource, run: Run): Inputs {
  const raw = new Map<string, string>(inputNames.map((name) => [name, source(name)]));
  const problems = new Problems(secretNames.map((name) => trimBlank(raw.get(name) ?? '')));
  // Each is looked at, also those that this run does not need: a secret may stand in any of them.
  const texts = new Map(
    [...raw].filter(([name, text]) => says(name, text) && mayRead(name, text, raw, problems)),
  );
  const reachable = checkServer(run, problems);
  const githubToken = checkGithubToken(trimBlank(texts.get('github-token') ?? ''), problems);
  const path = readConfigPath(texts.get('config-file'), problems);
  const isPathWrong = path === undefined || problems.has('config-file');
  return {
    run,
    problems,
    texts,
    entries: new Map(),
    routes: undefined,
    escalations: undefined,
    configFile: isPathWrong ? undefined : { kind: 'none', path, isGiven: texts.has('config-file') },
    isComplete: !isPathWrong,
    githubToken: reachable ? githubToken : undefined,
  };
}

/** Gives inputs that say nothing a value from elsewhere: what is wrong with it is told where it stands. */
export function fillIn(
  { texts, entries, ...inputs }: Inputs,
  values: ReadonlyMap<FileInputName, Placed>,
): Inputs {
  const { problems, run } = inputs;
  // `repositories` has a default of the runner's, which nobody can tell from what a user wrote.
  const isDefault = (name: string) =>
    name === 'repositories' && trimBlank(texts.get(name) ?? '') === run.repository;
  const isGiven = (name: string) => problems.has(name) || (texts.has(name) && !isDefault(name));
  const added = [...values].filter(([name, placed]) => {
    const { text, entries: listed } = placed;
    // A list of YAML has no comments in it: an entry may begin with `#`.
    if (isGiven(name) || !(listed ? listed.length > 0 : says(name, text))) return false;
    problems.locate(name, placed);
    return mayRead(name, text, texts, problems);
  });
  const lists = added.flatMap(([name, { entries: listed }]) =>
    listed ? [[name, listed.map((entry) => entry.text)] as const] : [],
  );
  return {
    ...inputs,
    texts: new Map([...texts, ...added.map(([name, { text }]) => [name, text] as const)]),
    entries: new Map([...entries, ...lists]),
  };
}

function isList(name: string): boolean {
  return declared.get(name)?.kind.isList === true;
}

/** Whether it is given. */
function says(name: string, text: string): boolean {
  return isList(name) ? !saysNothing(text) : trimBlank(text) !== '';
}

/** Whether a value can be read at all, and says nothing that must not be shown. */
export function mayRead(
  name: string,
  text: string,
  given: ReadonlyMap<string, string>,
  problems: Problems,
): boolean {
  const longest = isList(name) ? longestList : longestValue;
  if (text.length > longest) {
    problems.refuse(
      name,
      `has ${text.length} characters, too many to be meant. Allowed: ${longest} at most.`,
    );
    return false;
  }
  if (secretNames.some((secret) => secret === name)) return true;
  const free = name === 'slack-channel' || name === 'slack-username' || name === 'slack-icon-emoji';
  const repeated = secretNames.find((secret) => {
    const known = trimBlank(given.get(secret) ?? '');
    return known.length >= 8 && text.includes(known);
  });
  if (!repeated && secretsIn(text).length === 0 && !(free && looksRandom(text))) return true;
  problems.refuse(
    name,
    `is refused. The value is not shown, since it ${repeated ? `holds that of ${repeated}` : 'looks like a secret'}; what stands here would be shown and sent as it is. ` +
      'If it was not stored as a secret, revoke it: the runner has printed it. ' +
      `Allowed: secrets only in ${secretNames.join(', ')}.`,
  );
  return false;
}

/** The token that reads, if GitHub may see it. An explicitly passed but unset secret must not go unnoticed. */
function checkGithubToken(token: string, problems: Problems): string | undefined {
  if (token === '')
    return problems.add(
      'github-token',
      'is empty. An unset secret arrives as an empty string: is its name right, and is it visible to this repository? ' +
        "Without this line the run's own token is used.",
    );
  if (/^(xox|xapp-|https?:)/i.test(token))
    return problems.add(
      'github-token',
      "is a token or an address of Slack, which GitHub must not see. Allowed: a token of GitHub, or no such line: then the run's own token is used.",
    );
  if (/[^\x21-\x7e]/.test(token))
    return problems.add(
      'github-token',
      'holds a blank, a line break or another character that no token has. Store the secret again.',
    );
  return token;
}
