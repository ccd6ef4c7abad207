const LONGEST = 1500;

/** An address that may be linked: http or https, not too long, and without a character that ends a link in any markup. Undefined for anything else. */
export function linkUrl(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  const { protocol, href, username, password } = new URL(url);
  if ((protocol !== 'https:' && protocol !== 'http:') || username !== '' || password !== '') return undefined;
  const safe = href.replace(/[|()<>"'`\\[\]*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
  return safe.length > LONGEST ? undefined : safe;
}
