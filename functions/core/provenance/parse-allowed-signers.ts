import { parseSshKey } from './parse-ssh-key.ts';

/** One line of an allowed-signers file. Times are seconds since 1970. */
export interface AllowedSigner {
  readonly principals: readonly string[];
  readonly key: Buffer;
  /** The key signs certificates: it does not sign commits itself. */
  readonly isAuthority: boolean;
  /** Patterns; absent: any namespace. */
  readonly namespaces?: readonly string[];
  readonly validAfter?: number;
  readonly validBefore?: number;
}

export type AllowedSigners =
  | { readonly type: 'read'; readonly signers: readonly AllowedSigner[] }
  | { readonly type: 'invalid'; readonly line: number; readonly message: string };

/** Text in double quotes may hold blanks. */
const WORD = /^(?:"([^"]*)"|([^\s"]+))\s*/;
const OPTION = /^([a-z-]+)(?:="([^"]*)")?(?:,|$)/i;

/**
 * Reads an allowed-signers file, ssh-keygen(1). A line that cannot be read is an error, and not a signer fewer. A time without `Z` is UTC: there is no other
 * time zone that is the same on every machine.
 */
export function parseAllowedSigners(text: string): AllowedSigners {
  const signers: AllowedSigner[] = [];
  for (const [i, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    const signer = parseLine(line);
    if (typeof signer === 'string') return { type: 'invalid', line: i + 1, message: signer };
    signers.push(signer);
  }
  return { type: 'read', signers };
}

/** A signer, or what is wrong with the line. */
function parseLine(line: string): AllowedSigner | string {
  const first = WORD.exec(line);
  const principals = (first?.[1] ?? first?.[2] ?? '').split(',').filter((principal) => principal !== '');
  if (first === null || principals.length === 0) return 'a line begins with the principals, like ada@example.com';
  const rest = line.slice(first[0].length);
  const bare = readKey(rest);
  if (bare !== undefined) return { principals, key: bare, isAuthority: false };
  const end = findEndOfOptions(rest);
  const key = readKey(rest.slice(end).trim());
  if (key === undefined) return 'there is no public key behind the principals and their options';
  return readOptions(rest.slice(0, end), { principals, key, isAuthority: false });
}

function readKey(text: string): Buffer | undefined {
  const [type, base64] = text.split(/\s+/, 2);
  return parseSshKey(type, base64);
}

/** Options end at the first blank outside quotes. */
function findEndOfOptions(text: string): number {
  let isQuoted = false;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '"') isQuoted = !isQuoted;
    else if (!isQuoted && /\s/.test(text[i] ?? '')) return i;
  }
  return text.length;
}

function readOptions(text: string, signer: AllowedSigner): AllowedSigner | string {
  let read = signer;
  for (let rest = text; rest !== ''; ) {
    const option = OPTION.exec(rest);
    if (option === null) return `the options ${JSON.stringify(text)} cannot be read`;
    rest = rest.slice(option[0].length);
    const next = addOption(read, option[1]?.toLowerCase() ?? '', option[2]);
    if (typeof next === 'string') return next;
    read = next;
  }
  return read;
}

function addOption(signer: AllowedSigner, name: string, value: string | undefined): AllowedSigner | string {
  switch (name) {
    case 'cert-authority':
      return value === undefined ? { ...signer, isAuthority: true } : 'cert-authority takes no value';
    case 'namespaces':
      return value ? { ...signer, namespaces: value.split(',') } : 'namespaces takes a list, like namespaces="git"';
    case 'valid-after':
    case 'valid-before': {
      const time = parseTime(value ?? '');
      if (time === undefined) return `${name} takes a time like "20270131" or "20270131120000Z"`;
      return name === 'valid-after' ? { ...signer, validAfter: time } : { ...signer, validBefore: time };
    }
    default:
      return `there is no option ${JSON.stringify(name)}`;
  }
}

function parseTime(text: string): number | undefined {
  const [, date = '', hours = '00', minutes = '00', seconds = '00'] = /^(\d{8})(?:(\d\d)(\d\d)(\d\d)?)?Z?$/.exec(text) ?? [];
  const time = Date.parse(`${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}T${hours}:${minutes}:${seconds}Z`);
  return Number.isNaN(time) ? undefined : time / 1000;
}
