/** `owner/name`, taken apart. */
export interface RepositoryName {
  readonly owner: string;
  readonly name: string;
  readonly full: string;
}

/** GitHub's own characters: owners of letters, digits, `-` and (enterprise users) `_`; names also with a dot. */
const form = /^([a-z\d][\w-]{0,99})\/([\w.-]{1,100})$/i;

/** Takes `owner/name` apart; undefined when it is nothing of the kind. */
export function parseRepository(text: string): RepositoryName | undefined {
  const [, owner, name] = form.exec(text) ?? [];
  if (!owner || !name || name === '.' || name === '..') return undefined;
  return { owner, name, full: `${owner}/${name}` };
}
