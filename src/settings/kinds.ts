/**
 * What an input can be: how its text is read, and how its value is shown. A kind never meets an input that is
 * neither given nor has a default.
 */
import type { Mentioned, NamedAsFallback } from '../review/mention.ts';
import type { Reminder } from '../review/reminder.ts';
import { isConfidential, parseAddress } from '../values/address.ts';
import { clockUnits, formatDuration, parseDuration, type Units } from '../values/duration.ts';
import type { PatternList } from '../values/pattern-list.ts';
import { readChannel, readUsername } from './channel.ts';
import { type ConfigFile, showConfigFile } from './config-path.ts';
import { type PullRequestName, readExplain, showExplain } from './explain.ts';
import { type JsonSchema, listOf, mapOf, oneOf, text } from './json-schema.ts';
import { mentionWords, readMention, readNamed, showMention, showNamed } from './mention.ts';
import { type People, readPeople, showPeople } from './people.ts';
import type { Problems } from './problem.ts';
import type { Reader } from './reader.ts';
import type { Regions } from './regions.ts';
import { readReminder, showReminder } from './reminder.ts';
import { type ChosenRepositories, readRepositories, showRepositories } from './repositories.ts';
import type { Run } from './run.ts';
import type { Subject } from './subjects.ts';
import {
  type Holidays,
  readHolidays,
  readHours,
  readWeekdays,
  showHolidays,
  showHours,
  showWeekdays,
  type WorkingHours,
} from './working-time.ts';

/** What reading an input may need beside its own text. */
export interface Context {
  readonly run: Run;
  readonly problems: Problems;
  /** Public holidays that are known; empty where no input names a country or region. */
  readonly regions: Regions;
  /** How long a day and a week are: the inputs of the working time are read before. */
  readonly units: Units;
  /** The only repository that the run looks at, if it is one. */
  readonly onlyRepository: ChosenRepositories['named'][number] | undefined;
  readonly configFile: ConfigFile | undefined;
}

export interface Kind<T> {
  /** Entries separated by commas or newlines, with comments between newlines. */
  readonly isList?: boolean;
  /** Names with values: in an input a line each, in the config file a map. */
  readonly isMap?: boolean;
  /** Never shown, and masked. */
  readonly isSecret?: boolean;
  /** Why it has no place in the config file. */
  readonly notInFile?: string;
  /** Its form in the config file, as an editor checks it. */
  readonly schema: JsonSchema;
  read(reader: Reader, name: string, context: Context): T;
  show(value: T, units: Units): string;
}

export function boolean(): Kind<boolean> {
  return {
    schema: { type: ['boolean', 'string'], pattern: '^\\s*([Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee])?\\s*$' },
    read: (reader, name) => reader.boolean(name),
    show: String,
  };
}

/** In ms. */
export function duration(): Kind<number> {
  return {
    schema: text,
    read: (reader, name, { units }) => reader.duration(name, units) ?? 0,
    show: formatDuration,
  };
}

/** In ms, by the calendar: a day has 24 hours, whatever the working time. */
export function calendarDuration(lowest: number, highest: number): Kind<number> {
  return {
    schema: text,
    read: (reader, name, { problems }) => {
      const value = reader.textOrDefault(name);
      const length = parseDuration(value, clockUnits);
      if (length !== undefined && length >= lowest && length <= highest) return length;
      const [least, most] = [lowest, highest].map((one) => formatDuration(one, clockUnits).replace(' ', ''));
      problems.add(
        name,
        `${problems.given(value)} is not allowed. Allowed: a duration from ${least} to ${most} such as 36h, 3d or 1w, by the calendar.`,
      );
      return lowest;
    },
    show: (value) => formatDuration(value, clockUnits),
  };
}

export function reminder(): Kind<Reminder> {
  return { schema: text, read: readReminder, show: showReminder };
}

export function integer(lowest: number, highest: number): Kind<number> {
  return {
    schema: {
      type: ['integer', 'string'],
      minimum: lowest,
      maximum: highest,
      pattern: '^\\s*(\\d{1,6})?\\s*$',
    },
    read: (reader, name) => reader.integer(name, lowest, highest),
    show: String,
  };
}

export function choice<T extends string>(...allowed: readonly [T, ...T[]]): Kind<T> {
  return {
    schema: oneOf(allowed),
    read: (reader, name) => reader.choice(name, allowed),
    show: (value) => value,
  };
}

export function choices<T extends string>(...allowed: readonly T[]): Kind<readonly T[]> {
  return {
    isList: true,
    schema: listOf(oneOf(allowed)),
    read: (reader, name) => reader.choices(name, allowed),
    show: (all) => all.join(', '),
  };
}

/**
 * A pattern list; undefined where it has no entry.
 * @param needsInclusion whether exclusions alone would mean everything, which nobody wants
 */
export function patterns(
  subject: Subject,
  { needsInclusion }: { readonly needsInclusion?: string } = {},
): Kind<PatternList | undefined> {
  return {
    isList: true,
    schema: listOf(text),
    read: (reader, name, { problems }) => {
      const list = reader.patterns(name, subject);
      if (needsInclusion && list?.included.length === 0)
        problems.add(name, `${problems.given(list.entries.join(', '))} ${needsInclusion}`);
      return list;
    },
    show: (list) => list?.entries.join(', ') ?? '',
  };
}

/** One whose value only an input can give. */
interface InputOnly<T> extends Kind<T> {
  readonly notInFile: string;
}

export interface SecretKind extends InputOnly<string> {
  readonly isSecret: true;
}

export function secret(): SecretKind {
  return {
    isSecret: true,
    notInFile:
      'it is a secret, and everybody who reads the repository reads the file. Give it as an input, from a secret of the repository; revoke it if it stood here.',
    schema: false,
    read: (reader, name) => reader.text(name) ?? '',
    show: () => 'given',
  };
}

export function zone(): Kind<string> {
  return { schema: text, read: (reader, name) => reader.zone(name), show: (value) => value };
}

export function repositories(): Kind<ChosenRepositories> {
  return { isList: true, schema: listOf(text), read: readRepositories, show: showRepositories };
}

export function weekdays(): Kind<readonly number[]> {
  return { isList: true, schema: listOf(text), read: readWeekdays, show: showWeekdays };
}

export function hours(): Kind<WorkingHours> {
  return { schema: text, read: readHours, show: showHours };
}

export function holidays(): Kind<Holidays> {
  return { isList: true, schema: listOf(text), read: readHolidays, show: showHolidays };
}

export function pullRequest(): Kind<PullRequestName | undefined> {
  return { schema: text, read: readExplain, show: showExplain };
}

/** An ID, or a name with its `#`. */
export function channel(): Kind<string | undefined> {
  return { schema: text, read: readChannel, show: (value) => value ?? '' };
}

export function username(): Kind<string> {
  return { schema: text, read: readUsername, show: (value) => value };
}

/** A map: a line an entry. */
export function people(): Kind<People> {
  return { isMap: true, isList: true, schema: mapOf(text), read: readPeople, show: showPeople };
}

export function mention(): Kind<Mentioned> {
  return { isList: true, schema: listOf(oneOf(mentionWords)), read: readMention, show: showMention };
}

export function mentionFallback(): Kind<readonly NamedAsFallback[]> {
  return { isList: true, schema: listOf(text), read: readNamed, show: showNamed };
}

export function emoji(): Kind<string> {
  return {
    schema: text,
    read: (reader, name, { problems }) => {
      const value = reader.textOrDefault(name);
      if (!/^:[^\s:]+(::skin-tone-[2-6])?:$/.test(value))
        problems.add(
          name,
          `${problems.given(value)} is not an emoji name. Allowed: a name between colons; in YAML, write ':eyes:' in quotes.`,
        );
      return value;
    },
    show: (value) => value,
  };
}

/** An address that a token is sent to; ends in a slash. */
export function address(example: string): InputOnly<string> {
  return {
    notInFile: 'a token is sent there, so the workflow itself names it. Give it as an input.',
    schema: false,
    read: (reader, name, { problems }) => {
      const value = reader.textOrDefault(name);
      const url = parseAddress(value);
      const plain = url && !url.username && !url.password && !url.search && !url.hash;
      if (!plain || !isConfidential(url))
        problems.add(
          name,
          `${problems.given(value)} is not allowed: the bot token is sent there. Allowed: an address that starts with https:// (http:// on this machine only), such as ${example}.`,
        );
      return value.endsWith('/') ? value : `${value}/`;
    },
    show: (value) => value,
  };
}

/** What was found there: it is read before the other settings, since it may hold them. */
export function configFile(): InputOnly<ConfigFile | undefined> {
  return {
    notInFile: 'it names the file itself. Give it as an input.',
    schema: false,
    read: (_reader, _name, context) => context.configFile,
    show: showConfigFile,
  };
}
