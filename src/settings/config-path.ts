import { hasInvisible, trimBlank } from '../values/blank.ts';
import type { Problems } from './problem.ts';

/** Where the config file is looked for, unless said. */
export const defaultConfigPath = '.github/pr-status-monitor.yml';

/** The config file of a run, as far as it is known. */
export type ConfigFile =
  | { readonly kind: 'none'; readonly path: string; readonly isGiven: boolean }
  /** The token may not read it, and nobody asked for it: nobody knows whether there is one. */
  | {
      readonly kind: 'forbidden';
      readonly path: string;
      /** What came back, and what would let it be read. */
      readonly answer: string;
      readonly remedy: string;
    }
  | {
      readonly kind: 'read';
      readonly path: string;
      readonly from: 'workspace' | 'default branch';
      /** Of its content, base64url. */
      readonly hash: string;
    };

/** For the view of the settings. */
export function showConfigFile(file: ConfigFile | undefined): string {
  switch (file?.kind) {
    case undefined:
      return '';
    case 'none':
      return `${file.path} (none)`;
    case 'forbidden':
      return `${file.path} (the token may not read it)`;
    case 'read':
      return `${file.path} (from the ${file.from})`;
  }
}

const allowed = `Allowed: a path below the root of the workflow's repository, such as ${defaultConfigPath}.`;

/** A path within the repository, with single slashes; undefined where it is none. */
export function readConfigPath(given: string | undefined, problems: Problems): string | undefined {
  const path = trimBlank(given ?? defaultConfigPath);
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  const flaw = flawOf(path, parts);
  if (flaw === undefined) return parts.join('/');
  return problems.add('config-file', `${problems.given(path)} ${flaw} ${allowed}`);
}

function flawOf(path: string, parts: readonly string[]): string | undefined {
  if (path.length > 1000) return 'is longer than any path.';
  if (/^[a-z][a-z\d+.-]*:/i.test(path)) return 'is an address, or names a drive.';
  if (path.startsWith('/') || path.startsWith('~')) return 'is not below the root of the repository.';
  if (parts.includes('..')) return 'may lead out of the repository.';
  if (path.includes('\\')) return 'holds a backslash: folders are separated by "/".';
  if (hasInvisible(path)) return 'holds a line break or a character that cannot be seen.';
  if (parts.some((part) => part.toLowerCase() === '.git')) return "lies in Git's own folder.";
  return parts.length === 0 || path.endsWith('/') ? 'is a folder.' : undefined;
}
