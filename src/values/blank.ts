/** Blanks, and what looks like one: pasted texts bring characters of no width along. */

/** Soft hyphen, joiners, marks of direction, fillers: nothing that an end of a text could need. */
const invisible = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/;
/** Letters and signs that show nothing. */
const blankLetter = /[\u115f\u1160\u2800\u3164\uffa0]/;

function isBlank(character: string): boolean {
  return character.trim() === '' || invisible.test(character) || blankLetter.test(character);
}

/** The text without what cannot be seen at its ends; takes linear time, as a regex for the end would not. */
export function trimBlank(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && isBlank(text.charAt(start))) start++;
  while (end > start && isBlank(text.charAt(end - 1))) end--;
  return text.slice(start, end);
}

/** Whether a text holds a character that nobody sees. */
export function hasInvisible(text: string): boolean {
  return invisible.test(text) || /\p{Cc}/u.test(text);
}
