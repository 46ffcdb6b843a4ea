/** The comparison that the release workflow makes before and after a release, against a stand-in of `gh`. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'gh-'));
const [checked, moved] = ['1'.repeat(40), '2'.repeat(40)];

beforeAll(() => {
  const gh = join(folder, 'gh');
  writeFileSync(
    gh,
    `#!/bin/sh
[ "$*" = "api repos/acme/pr-status-monitor/commits/tags/v1.2.3 --jq .sha" ] || { echo "unexpected: $*" >&2; exit 2; }
[ -n "$TAG_NOW" ] || { echo 'gh: No commit found for SHA: tags/v1.2.3 (HTTP 422)' >&2; exit 1; }
echo "$TAG_NOW"
`,
  );
  chmodSync(gh, 0o755);
});
afterAll(() => rmSync(folder, { recursive: true }));

const compare = (now: string) => {
  const { status, stdout } = spawnSync('bash', ['.ci/tag-is', 'v1.2.3', checked], {
    encoding: 'utf8',
    env: { PATH: `${folder}:${process.env['PATH']}`, GH_REPO: 'acme/pr-status-monitor', TAG_NOW: now },
  });
  return { status, stdout };
};

describe.skipIf(process.platform === 'win32')('a tag, compared with the commit that was checked', () => {
  it('passes where it is the same', () => {
    expect(compare(checked)).toEqual({ status: 0, stdout: '' });
  });

  it('fails where it was moved, and says from where to where', () => {
    expect(compare(moved)).toEqual({
      status: 1,
      stdout: `::error::v1.2.3 was checked as ${checked}, and is now ${moved}: it was moved. Nothing further is done.\n`,
    });
  });

  it('fails where it is gone', () => {
    expect(compare('')).toEqual({
      status: 1,
      stdout: '::error::v1.2.3 cannot be read on GitHub: was it deleted? Nothing further is done.\n',
    });
  });
});
