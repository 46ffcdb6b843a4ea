/** Who is who: GitHub's logins and teams, and whom Slack names for them. */
import { trimBlank } from '../values/blank.ts';
import { loginFlaw } from '../values/entry.ts';
import type { YamlEntry, YamlFlaw, YamlNode } from '../values/yaml.ts';
import type { JsonSchema } from './json-schema.ts';

/** Whom Slack names: a person (`U…`, `W…`), a user group (`S…`), or a person by e-mail. */
export type Person =
  | { readonly kind: 'person' | 'group'; readonly id: string }
  | { readonly kind: 'email'; readonly email: string };

/** By login or `org/team`, in small letters: GitHub compares them so. */
export type People = ReadonlyMap<string, Person>;

/** Of one entry of `people`. */
export const peopleSchema: JsonSchema = {
  type: 'object',
  propertyNames: { pattern: '^[A-Za-z0-9][\\w.-]*(\\[bot\\])?(/[\\w.-]+)?$' },
  additionalProperties: {
    type: 'string',
    pattern: '^([UWS][A-Z0-9]{6,}|[^\\s@<>]+@[^\\s@<>]+\\.[^\\s@<>]+)$',
  },
};

const form =
  'Allowed: lines such as "octocat: U0123456789", "octocat: octocat@acme.com" or "acme/web: S0123456789".';
const team = /^[a-z\d][\w-]*\/[\w.-]+$/i;

/** Reads the map. What is wrong is added to the flaws, and left out. */
export function readPeople(node: YamlNode, flaws: YamlFlaw[]): People {
  const people = new Map<string, Person>();
  const seen = new Map<string, YamlEntry>();
  if (node.kind === 'nothing') return people;
  if (node.kind !== 'map') {
    flaws.push({
      at: node.at,
      message: `people is a ${node.kind === 'list' ? 'list' : 'text'}, not a map. ${form}`,
    });
    return people;
  }
  for (const entry of node.entries) {
    const { key, at, value } = entry;
    const flaw = nameFlaw(key);
    const name = key.toLowerCase();
    const before = seen.get(name);
    seen.set(name, entry);
    if (flaw !== undefined) flaws.push({ at, given: key, message: `${flaw} ${form}` });
    else if (before) {
      const message = `is there twice, first in line ${before.at.line}: GitHub's names have no regard to case. Remove one.`;
      flaws.push({ at, given: key, message });
    } else if (value.kind === 'text') {
      const person = parsePerson(trimBlank(value.text));
      if (typeof person === 'string')
        flaws.push({ at: value.at, given: value.text, message: `${person} ${form}` });
      else people.set(name, person);
      // `octocat:` is how the log lists whom nobody knows yet: not filled in is not known.
    } else if (value.kind !== 'nothing')
      flaws.push({ at: value.at, given: key, message: `has a ${value.kind}, and takes one value. ${form}` });
  }
  return people;
}

function nameFlaw(key: string): string | undefined {
  if (/[*?]/.test(key)) return 'is a pattern, and a person has one name.';
  if (team.test(key)) return undefined;
  if (/^@/.test(key) && team.test(key.slice(1))) return `has an @. Did you mean ${key.slice(1)}?`;
  const flaw = loginFlaw(key);
  if (!flaw) return undefined;
  return `${flaw.why.replace(/\.?$/, '.')}${flaw.meant === undefined ? '' : ` Did you mean ${flaw.meant}?`}`;
}

/** Whom a text names, or what is wrong with it. */
function parsePerson(text: string): Person | string {
  const [, id = text] = /^<[@!](?:subteam\^)?([A-Z\d]+)(?:\|[^>]*)?>$/.exec(text) ?? [];
  if (id !== text) return `is how a message writes a mention. Did you mean ${id}?`;
  if (/^[UW][A-Z\d]{6,}$/.test(text)) return { kind: 'person', id: text };
  if (/^S[A-Z\d]{6,}$/.test(text)) return { kind: 'group', id: text };
  if (/^[^\s@<>,]+@[^\s@<>,]+\.[^\s@<>,]+$/.test(text)) return { kind: 'email', email: text };
  if (/^[!@<]*(here|channel|everyone)\b/i.test(text))
    return 'would call everybody in the channel, which this action never does.';
  if (/^[CGD][A-Z\d]{6,}$/.test(text)) return 'is the ID of a channel, and no person.';
  if (/^@/.test(text)) return 'is a name, and Slack mentions by ID (profile, "Copy member ID").';
  return 'is neither an ID of Slack nor an e-mail.';
}
