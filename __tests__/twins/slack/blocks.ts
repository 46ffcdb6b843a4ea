/**
 * Refuses blocks as Slack does (docs.slack.dev: Block Kit; limits as in @slack/types). Stricter where Slack's
 * own way is not known: unpaired surrogates and control characters in a text are refused.
 */
import { withDefaults, withEntities } from './stored-blocks.ts';

/** One thing wrong, in Slack's words and with its JSON pointer. */
export interface BlockError {
  readonly message: string;
  readonly pointer: string;
}

/** Blocks of a message in all, serialised as Slack stores them (slackapi/bolt-js#2509). */
const storedAtMost = 13_200;

type Check = (value: unknown, pointer: string) => BlockError[];
type Fields = Readonly<Record<string, Check>>;

const wrong = (message: string, pointer: string): BlockError[] => [{ message, pointer }];

/** The errors in the blocks of a message; none where Slack would take them. */
export function blockErrors(blocks: unknown): BlockError[] {
  if (!Array.isArray(blocks)) return wrong('must be an array', '/blocks');
  if (blocks.length > 50) return wrong('no more than 50 items allowed', '/blocks');
  const ids = blocks.flatMap((block) =>
    isObject(block) && typeof block['block_id'] === 'string' ? [block['block_id']] : [],
  );
  const repeated = new Set(ids).size < ids.length ? wrong('`block_id` already exists', '/blocks') : [];
  return [...repeated, ...blocks.flatMap((block, index) => anyOf(blockKinds)(block, `/blocks/${index}`))];
}

/** Whether the blocks are too long as Slack stores them: with ids and defaults, `&`, `<` and `>` as entities. */
export function isTooLong(blocks: readonly unknown[]): boolean {
  const json = JSON.stringify(
    blocks.map(withDefaults).map((block) => (isObject(block) ? { block_id: 'AbCdE', ...block } : block)),
  );
  return withEntities(json).length > storedAtMost;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A string of one to so many characters, in UTF-16 units: the stricter count. */
function text(longest: number, shortest = 1): Check {
  return (value, pointer) => {
    if (typeof value !== 'string') return wrong('must be a string', pointer);
    if (value.length < shortest) return wrong(`must be more than ${shortest - 1} characters`, pointer);
    if (value.length > longest) return wrong(`must be less than ${longest + 1} characters`, pointer);
    if (!value.isWellFormed() || /[\u0000-\u0008\u000b-\u001f\u007f]/.test(value))
      return wrong('invalid characters', pointer);
    return [];
  };
}

const url: Check = (value, pointer) => {
  const errors = text(3000)(value, pointer);
  if (errors.length > 0) return errors;
  return /^(https?|mailto):/.test(String(value)) && URL.canParse(String(value))
    ? []
    : wrong('invalid url', pointer);
};
const flag: Check = (value, pointer) =>
  typeof value === 'boolean' ? [] : wrong('must be a boolean', pointer);
const integer: Check = (value, pointer) =>
  Number.isSafeInteger(value) ? [] : wrong('must be an integer', pointer);
const id: Check = (value, pointer) =>
  /^[A-Z][A-Z0-9]{5,}$/.test(String(value)) ? [] : wrong('invalid id', pointer);
const oneOf =
  (...values: readonly string[]): Check =>
  (value, pointer) =>
    values.includes(String(value)) ? [] : wrong(`must be one of ${values.join(', ')}`, pointer);

function list(item: Check, most: number, least = 1): Check {
  return (value, pointer) => {
    if (!Array.isArray(value)) return wrong('must be an array', pointer);
    if (value.length < least) return wrong(`no fewer than ${least} items allowed`, pointer);
    if (value.length > most) return wrong(`no more than ${most} items allowed`, pointer);
    return value.flatMap((one, index) => item(one, `${pointer}/${index}`));
  };
}

function object(required: Fields, optional: Fields = {}): Check {
  return (value, pointer) => {
    if (!isObject(value)) return wrong('must be an object', pointer);
    const missing = Object.keys(required).filter((name) => value[name] === undefined);
    const known = { ...required, ...optional };
    return [
      ...missing.map((name) => ({ message: `missing required field: ${name}`, pointer })),
      ...Object.entries(value).flatMap(([name, field]) => {
        if (name === 'type' || field === undefined) return [];
        return (
          known[name]?.(field, `${pointer}/${name}`) ?? wrong(`invalid additional property: ${name}`, pointer)
        );
      }),
    ];
  };
}

function anyOf(kinds: Readonly<Record<string, Check>>): Check {
  return (value, pointer) => {
    if (!isObject(value)) return wrong('must be an object', pointer);
    const check = kinds[String(value['type'])];
    return check ? check(value, pointer) : wrong(`unsupported type: ${String(value['type'])}`, pointer);
  };
}

const plainText = (longest = 3000) => anyOf({ plain_text: object({ text: text(longest) }, { emoji: flag }) });
const anyText = (longest = 3000) =>
  anyOf({
    plain_text: object({ text: text(longest) }, { emoji: flag }),
    mrkdwn: object({ text: text(longest) }, { verbatim: flag }),
  });

const style = object({}, { bold: flag, italic: flag, strike: flag, code: flag, underline: flag });
const inline = anyOf({
  text: object({ text: text(3000) }, { style }),
  link: object({ url }, { text: text(3000), style, unsafe: flag }),
  emoji: object(
    {
      name: (value, pointer) =>
        /^[a-z0-9_+:'-]+$/.test(String(value)) ? [] : wrong('invalid emoji', pointer),
    },
    { unicode: text(100), style },
  ),
  user: object({ user_id: id }, { style }),
  usergroup: object({ usergroup_id: id }, { style }),
  channel: object({ channel_id: id }, { style }),
  broadcast: object({ range: oneOf('here', 'channel', 'everyone') }, { style }),
  date: object({ timestamp: integer, format: text(1000) }, { url, fallback: text(1000), style }),
});
const inlines = list(inline, 1000);
const section = object({ elements: inlines });
const richText = anyOf({
  rich_text_section: section,
  rich_text_list: object(
    { style: oneOf('bullet', 'ordered'), elements: list(anyOf({ rich_text_section: section }), 1000) },
    { indent: integer, offset: integer, border: integer },
  ),
  rich_text_quote: object({ elements: inlines }, { border: integer }),
  rich_text_preformatted: object({ elements: inlines }, { border: integer }),
});

const image = object({ alt_text: text(2000) }, { image_url: url, title: plainText(2000) });
const button = object(
  { text: plainText(75) },
  { url, value: text(2000), action_id: text(255), style: oneOf('primary', 'danger') },
);
const block = (required: Fields, optional: Fields = {}) =>
  object(required, { ...optional, block_id: text(255) });

/** Kinds that a message may hold; `alert` is for modals only. */
const blockKinds: Readonly<Record<string, Check>> = {
  header: block({ text: plainText(150) }),
  divider: block({}),
  section: block({}, { text: anyText(), fields: list(anyText(2000), 10), expand: flag }),
  context: block({
    elements: list(
      anyOf({
        plain_text: object({ text: text(3000) }, { emoji: flag }),
        mrkdwn: object({ text: text(3000) }, { verbatim: flag }),
        image,
      }),
      10,
    ),
  }),
  actions: block({ elements: list(anyOf({ button }), 25) }),
  image: block({ alt_text: text(2000) }, { image_url: url, title: plainText(2000) }),
  markdown: block({ text: text(12_000) }),
  rich_text: block({ elements: list(richText, 100) }),
};
