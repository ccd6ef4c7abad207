import type { Identity } from './provenance.ts';

/** Author and committer of a raw commit. What is not written as git writes it is left out. */
export function parseIdentities(content: Buffer): { readonly author?: Identity; readonly committer?: Identity } {
  const head = content.toString('utf8').split('\n\n', 1)[0] ?? '';
  const [author, committer] = [findIdentity(head, 'author'), findIdentity(head, 'committer')];
  return { ...(author ? { author } : {}), ...(committer ? { committer } : {}) };
}

/** Who made a raw tag. */
export function parseTagger(content: Buffer): Identity | undefined {
  return findIdentity(content.toString('utf8').split('\n\n', 1)[0] ?? '', 'tagger');
}

function findIdentity(head: string, header: string): Identity | undefined {
  const [, name = '', email = '', seconds = ''] =
    new RegExp(`^${header} (.*?) ?<([^<>\\n]*)> (-?\\d{1,15}) [-+]\\d{4}$`, 'm').exec(head) ?? [];
  const at = new Date(Number(seconds) * 1000);
  if (seconds === '' || Number.isNaN(at.getTime())) return undefined;
  return { name, email, at: at.toISOString().replace('.000Z', 'Z') };
}
