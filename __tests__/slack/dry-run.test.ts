import { describe, expect, it } from 'vitest';
import type { LogEntry } from '../../src/report/log/entry.ts';
import type { SlackFault } from '../twins/slack/fault.ts';
import { demoTokens } from '../twins/slack/workspace.ts';
import { send, twin } from './sending.ts';

describe('a dry run', () => {
  it('lets Slack check the blocks, links them, and posts nothing', async () => {
    const delivery = await send({ 'dry-run': 'true' });
    expect(delivery).toMatchObject({
      delivered: 'dry-run',
      notes: [expect.stringContaining('valid')],
    });
    expect(twin?.calls).toEqual(['blocks.validate']);
    const [preview] = delivery.log;
    const link = preview?.kind === 'group' ? preview.lines.at(-1) : '';
    const [, fragment = ''] = link?.split('block-kit-builder/#') ?? [];
    expect(JSON.parse(decodeURIComponent(fragment))).toEqual({ blocks: expect.any(Array) });
  });

  it('fails where Slack refuses', async () => {
    expect(await send({ 'dry-run': 'true', 'slack-bot-token': demoTokens.revoked.token })).toMatchObject({
      delivered: 'failed',
    });
  });

  it('needs no credentials', async () => {
    const delivery = await send({ 'dry-run': 'true', 'slack-bot-token': '', 'slack-channel': '' });
    expect(delivery).toMatchObject({
      delivered: 'dry-run',
      notes: [],
    });
    expect(twin?.calls).toEqual([]);
  });
});

const lines = (log: readonly LogEntry[]) =>
  log.flatMap((entry) => (entry.kind === 'group' ? [entry.title, ...entry.lines] : [entry.text]));
/** What no dry run may say. */
const ofPosts =
  /refused the message|was posted|not posted|message posted|perhaps|unknown\b(?!_)|no more posts/;

describe('a check that cannot be made', () => {
  const faults: readonly [name: string, fault: SlackFault, calls: number][] = [
    ['500', { kind: '500' }, 4],
    ['503 with a page', { kind: '503-html' }, 4],
    ['nothing', { kind: 'no-answer' }, 4],
    ['a reset', { kind: 'reset' }, 4],
    ['a cut answer', { kind: 'stored-then-cut' }, 4],
    ['internal_error', { kind: 'error', code: 'internal_error' }, 4],
    ['ratelimited', { kind: 'error', code: 'ratelimited' }, 4],
    ['429 with 0', { kind: '429', retryAfter: 0 }, 4],
    ['429 for an hour', { kind: '429', retryAfter: 3600 }, 1],
    ['a page', { kind: 'html-200' }, 1],
    ['a page that echoes', { kind: 'echo' }, 1],
    ['a redirect', { kind: 'redirect' }, 1],
    ['unknown_method', { kind: 'error', code: 'unknown_method' }, 1],
    ['missing_scope', { kind: 'error', code: 'missing_scope' }, 1],
    ['constructor', { kind: 'error', code: 'constructor' }, 1],
    ['a new error', { kind: 'error', code: 'brand_new_error' }, 1],
    ['no error at all', { kind: 'error', code: '' }, 1],
  ];
  it.each(faults)('(%s) is told by a notice, and the dry run is as without it', async (_, fault, calls) => {
    const delivery = await send({ 'dry-run': 'true' }, [fault]);
    expect(delivery).toMatchObject({ delivered: 'dry-run', channel: undefined, ts: undefined, count: 1 });
    expect(delivery.problem).toBeUndefined();
    expect(twin?.calls).toEqual(Array(calls).fill('blocks.validate'));
    expect(delivery.slept).toBeLessThanOrEqual(30_000);
    const [preview, ...rest] = delivery.log;
    expect(preview).toMatchObject({ kind: 'group', lines: expect.arrayContaining([expect.any(String)]) });
    expect(rest.map(({ kind }) => kind)).toEqual(['notice']);
    expect(lines(rest).at(-1)).toContain("Slack's check of the blocks could not be made");
    for (const line of [...lines(rest), ...delivery.said]) expect(line).not.toMatch(ofPosts);
  });

  it('is made again', async () => {
    const delivery = await send({ 'dry-run': 'true' }, [{ kind: '500', nth: 1 }]);
    expect(delivery.notes[0]).toContain('valid');
    expect(delivery.said).toEqual(['Slack: no clear answer (HTTP 500); asking again in 1 s']);
  });

  it.each([
    'invalid_blocks',
    'invalid_blocks_format',
    'msg_blocks_too_long',
    'invalid_auth',
    'not_authed',
    'token_revoked',
    'token_expired',
    'account_inactive',
    'not_allowed_token_type',
  ])('is not one that says %s: the run fails, and shows the preview', async (code) => {
    const delivery = await send({ 'dry-run': 'true' }, [{ kind: 'error', code }]);
    expect(delivery.delivered).toBe('failed');
    const [preview, ...rest] = delivery.log;
    expect(preview).toMatchObject({ kind: 'group' });
    expect(rest.at(-1)).toMatchObject({ kind: 'error', text: expect.stringContaining(code) });
    expect(lines(rest).at(-1)).toContain('Remedy: ');
    for (const line of lines(rest)) expect(line).not.toMatch(ofPosts);
  });
});
