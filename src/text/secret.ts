/**
 * What looks like a secret, wherever it stands: tokens are pasted into the wrong input. All patterns take linear
 * time.
 */

/**
 * Nothing else looks like these: tokens of Slack and GitHub (docs: "token types", "authentication tokens' formats"),
 * webhooks, credentials in an address, private keys, JSON web tokens.
 */
const certain: readonly RegExp[] = [
  /xox[a-z](?:\.xox[a-z])?-[\w%-]+/gi,
  /\bxapp-[\w%-]+/gi,
  /\bgh[oprsu]_(?=[a-z_]*\d)\w{10,}/gi,
  /\bgithub_pat_\w+/gi,
  /\bv\d\.[0-9a-f]{40}\b/g,
  /\bhooks\.slack(?:-gov)?\.com\/[^\s,'"<>]+/gi,
  /\/(?:services|workflows|triggers)\/[TE][A-Z0-9]{3,}\/\w+\/[^\s,'"<>]+/g,
  /(?<=:\/\/)[^\s/?#@]+(?=@)/g,
  /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----(?:[\s\S]{0,4000}?-----END)?/g,
  /\beyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?/g,
];

/** Beginnings of tokens, cut ones too, and what an address may carry. */
const likely =
  /xox[a-z][-.]|\bxapp-|\bgh[oprsu]_\w{4}|\bgithub_pat_|[?&#](?:access_token|token|key|apikey|api_key|secret|sig|signature|password|auth)=/i;

/** So many letters and digits in a row, with so many changes between the two, are no words. */
const randomLength = 20;
const randomChanges = 4;

/** What is a secret beyond doubt, for masking it and for refusing it where it does not belong. */
export function secretsIn(text: string): string[] {
  return certain.flatMap((pattern) => text.match(pattern) ?? []);
}

/** Whether a text may hold a secret, so that an error does not repeat it. */
export function looksSecret(text: string): boolean {
  return likely.test(text) || certain.some((pattern) => text.search(pattern) >= 0) || looksRandom(text);
}

/** Whether a text holds letters and digits as no person would write them. */
export function looksRandom(text: string): boolean {
  return (text.match(/[a-z\d]+/gi) ?? []).some(
    (run) =>
      run.length >= randomLength && (run.match(/[a-z](?=\d)|\d(?=[a-z])/gi) ?? []).length >= randomChanges,
  );
}
