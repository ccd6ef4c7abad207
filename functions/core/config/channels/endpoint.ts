import * as z from 'zod';

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])$/;

function parse(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

function isBare(text: string): boolean {
  const url = parse(text);
  return url !== undefined && url.username === '' && url.password === '' && url.search === '' && url.hash === '';
}

/** The address of a provider's interface: https, without a credential, a query or a slash at its end. Plain http only on this machine. */
export const endpoint = (what: string) =>
  z
    .string()
    .refine((text) => {
      const url = parse(text);
      return url !== undefined && (url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.test(url.hostname)));
    }, 'an https URL')
    .refine(isBare, 'an address without user, password or query: what is secret stands in the secret')
    .transform((text) => text.replace(/\/+$/, ''))
    .describe(what);

/** The same for something that lives in the network of the operator, where plain http is usual. Nothing secret is sent there. */
export const internalEndpoint = (what: string) =>
  z
    .string()
    .refine((text) => /^https?:$/.test(parse(text)?.protocol ?? ''), 'an http or https URL')
    .refine(isBare, 'an address without user, password or query')
    .transform((text) => text.replace(/\/+$/, ''))
    .describe(what);
