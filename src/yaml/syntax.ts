import type { ErrorCode, YAMLError } from 'yaml';
import type { YamlFlaw, YamlPlace } from '../values/yaml.ts';

const quotes = 'Put it into quotes.';
const brackets = 'A bracket, a quote or a comma is missing before this, or one is too many.';

/** The library's words may repeat the file, which may hold a secret: these do not. */
export const syntaxWords: Readonly<Record<ErrorCode, string>> = {
  ALIAS_PROPS: 'An alias (*name) stands beside an anchor (&name) or a tag (!name). Remove one.',
  BAD_ALIAS:
    'An anchor (&) or alias (*) has no name, or a wrong one. If it is a pattern, put it into quotes.',
  BAD_DIRECTIVE: `A line that begins with % is not text here. ${quotes}`,
  BAD_DQ_ESCAPE:
    'A backslash within double quotes begins a sign that there is not. Write two of them, or use single quotes.',
  BAD_INDENT:
    'This is indented less than what it belongs to. Add blanks, or close a bracket or quote before.',
  BAD_PROP_ORDER:
    'An anchor (&name) or tag (!name) stands in a wrong place. If it is text, put it into quotes.',
  BAD_SCALAR_START: `A value cannot begin with this character. ${quotes}`,
  BLOCK_AS_IMPLICIT_KEY:
    'A second colon makes a key within this line. Put a value that holds or ends in a colon into quotes.',
  BLOCK_IN_FLOW: 'A list or map in lines stands within brackets. Write it with brackets, too.',
  DUPLICATE_KEY: 'A key is there twice. Remove one.',
  IMPOSSIBLE: brackets,
  KEY_OVER_1024_CHARS: 'A key is longer than 1,024 characters, or its colon is missing.',
  MISSING_CHAR: 'A bracket, quote, comma, blank or colon is missing here.',
  MULTILINE_IMPLICIT_KEY:
    'A key and its colon do not stand in one line. Is a colon missing, a quote left open, or the indentation another one than above?',
  MULTIPLE_ANCHORS: 'A value has several anchors (&name). If it is text, put it into quotes.',
  MULTIPLE_DOCS: 'A second document begins. Remove what does not belong to the file.',
  MULTIPLE_TAGS: 'A value has several tags (!name). If it is text, put it into quotes.',
  NON_STRING_KEY: 'A key is no text.',
  RESOURCE_EXHAUSTION: 'is nested too deeply to be meant.',
  TAB_AS_INDENT: 'A tab stands where only blanks may indent. Replace it by blanks.',
  TAG_RESOLVE_FAILED: 'An exclamation mark without quotes begins a tag of YAML. Put it into quotes: "!wip".',
  UNEXPECTED_TOKEN: `This does not belong here. ${brackets}`,
  BAD_COLLECTION_TYPE: 'A list or map has a tag of another type. Remove the tag.',
};

export function syntaxFlaw({ code, pos }: YAMLError, placeAt: (offset: number) => YamlPlace): YamlFlaw {
  return { at: placeAt(pos[0]), message: syntaxWords[code] };
}
