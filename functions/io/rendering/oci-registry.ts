import { asJsonObject, asString, type JsonObject, listTexts, parseJson } from '../../core/json.ts';
import type { GitCredentials } from '../git/git-credentials.ts';
import { encodeBasic, type FetchedBytes, type FetchRules, fetchBytes } from './fetch-bytes.ts';
import { RenderRefusal } from './render-refusal.ts';

const LARGEST_MANIFEST = 4_000_000;
const MOST_PAGES = 100;

/** One repository of a registry of OCI artefacts, read with a token where the registry wants one: an anonymous one, or for the credentials of the operator. */
export class OciRegistry {
  private readonly host: string;
  private readonly path: string;
  private readonly rules: FetchRules;
  /** Of every request, once the registry has asked for one. */
  private authorization: string | undefined;

  constructor(host: string, path: string, rules: FetchRules) {
    this.host = host;
    this.path = path;
    this.rules = rules;
  }

  /** The content behind `what`, a path below the repository. Throws RenderRefusal. */
  async get(what: string, accept: string, limit: number, name: string): Promise<FetchedBytes> {
    const first = await this.ask(what, accept, limit);
    const challenge = first.status === 401 && this.authorization === undefined ? first.headers['www-authenticate'] : undefined;
    if (challenge !== undefined) this.authorization = await this.answer(challenge);
    const fetched = challenge === undefined ? first : await this.ask(what, accept, limit);
    if (fetched.status === 200) return fetched;
    if (fetched.status === 401 || fetched.status === 403)
      throw new RenderRefusal(
        `${name} is not given to us (${fetched.status}): name a secret that may read it, at its address in repositories`,
      );
    throw new RenderRefusal(`${name} could not be had: the answer is ${fetched.status}`);
  }

  /** All tags, in the order of the registry. Throws RenderRefusal. */
  async listTags(name: string): Promise<readonly string[]> {
    const tags: string[] = [];
    let page: string | undefined = 'tags/list?n=1000';
    for (let pages = 0; page !== undefined; pages++) {
      if (pages >= MOST_PAGES) throw new RenderRefusal(`${name} has more tags than are looked through: name a version instead of a range`);
      const { bytes, headers } = await this.get(page, 'application/json', LARGEST_MANIFEST, name);
      tags.push(...listTexts(parseObject(bytes)['tags']));
      page = this.nextPage(headers.link);
    }
    return tags;
  }

  /** Only more of the same list is followed. */
  private nextPage(link: string | string[] | undefined): string | undefined {
    const target = typeof link === 'string' ? /<([^<>]*)>\s*;\s*rel="?next"?/i.exec(link)?.[1] : undefined;
    const list = `/v2/${this.path}/tags/list`;
    if (target === undefined || !URL.canParse(target, `https://${this.host}${list}`)) return undefined;
    const url = new URL(target, `https://${this.host}${list}`);
    return url.host === this.host && url.pathname === list ? `tags/list${url.search}` : undefined;
  }

  private ask(what: string, accept: string, limit: number): Promise<FetchedBytes> {
    const headers = { accept, ...(this.authorization === undefined ? {} : { authorization: this.authorization }) };
    return fetchBytes(`${this.scheme}://${this.host}/v2/${this.path}/${what}`, this.host, this.plainRules, { headers, limit });
  }

  private get scheme(): string {
    return this.rules.allowLoopback === true && /^(localhost|127\.|\[::1\])/.test(this.host) ? 'http' : 'https';
  }

  /** What a registry is asked is not below the address that the operator knows it by: the credentials are chosen by that, here. */
  private get plainRules(): FetchRules {
    const { credentialsFor: _credentialsFor, ...rules } = this.rules;
    return rules;
  }

  private async findCredentials(url: string): Promise<GitCredentials | undefined> {
    return this.rules.credentialsFor?.(url);
  }

  /** The header that a registry wants. Throws RenderRefusal where there is nothing to answer. */
  private async answer(challenge: string): Promise<string> {
    const credentials = await this.findCredentials(`${this.scheme}://${this.host}/${this.path}`);
    if (/^Basic /i.test(challenge) && credentials !== undefined) return encodeBasic(credentials, this.host);
    return `Bearer ${await this.fetchToken(challenge, credentials)}`;
  }

  private async fetchToken(challenge: string, own: GitCredentials | undefined): Promise<string> {
    const field = (name: string): string | undefined => new RegExp(`${name}="([^"]*)"`).exec(challenge)?.[1];
    const realm = field('realm');
    if (!/^Bearer /i.test(challenge) || realm === undefined || !URL.canParse(realm)) {
      throw new RenderRefusal(`${this.host} wants a credential, and Plumbline has none for it`);
    }
    const url = new URL(realm);
    const service = field('service');
    if (service !== undefined) url.searchParams.set('service', service);
    url.searchParams.set('scope', `repository:${this.path}:pull`);
    // A token service on another host is shown only what the operator named for that.
    const credentials = url.host === this.host && url.protocol === `${this.scheme}:` ? own : await this.findCredentials(url.href);
    const headers = credentials === undefined ? {} : { authorization: encodeBasic(credentials, url.hostname) };
    const answer = await fetchBytes(url.href, this.host, this.plainRules, { headers, limit: LARGEST_MANIFEST });
    const body = parseObject(answer.bytes);
    const token = asString(body['token']) ?? asString(body['access_token']);
    if (answer.status !== 200 || token === undefined)
      throw new RenderRefusal(
        `${this.host} gives ${credentials === undefined ? 'nobody a' : 'for that secret no'} token for ${this.path} (${answer.status})`,
      );
    return token;
  }
}

/** A body of JSON; an empty object where it is none. */
export function parseObject(bytes: Uint8Array): JsonObject {
  try {
    return asJsonObject(parseJson(new TextDecoder().decode(bytes)));
  } catch {
    return {};
  }
}
