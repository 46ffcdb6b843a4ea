/** `owner/name`, taken apart. */
export interface RepositoryName {
  readonly owner: string;
  readonly name: string;
  readonly full: string;
}

/**
 * GitHub's own characters: owners of letters, digits, `-` and (enterprise users) `_`; names also with a dot. None
 * ends in `.git`: GitHub cuts that off.
 */
const form = /^([a-z\d][\w-]{0,99})\/([\w.-]{1,100})$/i;

/** Takes `owner/name` apart; undefined when it is nothing of the kind. */
export function parseRepository(text: string): RepositoryName | undefined {
  const [, owner, name] = form.exec(text) ?? [];
  if (!owner || !name || name === '.' || name === '..' || /\.git$/i.test(name)) return undefined;
  return { owner, name, full: `${owner}/${name}` };
}

/** `owner/name` within an address to clone or to look at, or undefined. */
export function repositoryIn(address: string): string | undefined {
  const [, path = address] =
    /^(?:[a-z+]+:\/\/)?(?:[\w.-]+@)?[\w-]+(?:\.[\w-]+)+(?::\d+)?[/:](.+)$/i.exec(address) ?? [];
  const [owner = '', name = ''] = path.replace(/^[@/]+/, '').split(/[/@#?]/);
  return parseRepository(`${owner}/${name.replace(/\.git$/i, '')}`)?.full;
}
