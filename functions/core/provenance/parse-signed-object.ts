/** A commit or tag taken apart: what was signed, and the signatures over it. */
export interface SignedObject {
  /** The object without its signatures, byte for byte. */
  readonly payload: Buffer;
  /** Armored. More than one is nothing that git writes. */
  readonly signatures: readonly string[];
}

const SIGNATURE_HEADER = /^gpgsig(-sha256)? /;
const ARMOR_BEGIN = /^-----BEGIN (?:SSH SIGNATURE|PGP SIGNATURE|PGP MESSAGE|SIGNED MESSAGE)-----$/;

/** Takes the signature out of a raw commit: the headers `gpgsig` and `gpgsig-sha256` with their continuation lines, as git does before it verifies. */
export function parseSignedCommit(content: Buffer): SignedObject {
  const text = content.toString('latin1');
  const end = text.indexOf('\n\n');
  const head = end < 0 ? text : text.slice(0, end + 1);
  const kept: string[] = [];
  const signatures: string[][] = [];
  let target: string[] | undefined;
  let isSignature = false;
  for (const line of head.split(/(?<=\n)/)) {
    if (line.startsWith(' ') && isSignature) {
      target?.push(line.slice(1));
      continue;
    }
    const header = SIGNATURE_HEADER.exec(line);
    isSignature = header !== null;
    if (header === null) kept.push(line);
    else {
      target = header[1] === undefined ? [line.slice(header[0].length)] : undefined;
      if (target) signatures.push(target);
    }
  }
  return {
    payload: Buffer.from(kept.join('') + (end < 0 ? '' : text.slice(end + 1)), 'latin1'),
    signatures: signatures.map((lines) => lines.join('')),
  };
}

/** Takes the signature off the end of a raw tag: it begins at the last line that begins one. */
export function parseSignedTag(content: Buffer): SignedObject {
  const lines = content.toString('latin1').split(/(?<=\n)/);
  const at = lines.findLastIndex((line) => ARMOR_BEGIN.test(line.trimEnd()));
  if (at < 0) return { payload: content, signatures: [] };
  return { payload: Buffer.from(lines.slice(0, at).join(''), 'latin1'), signatures: [lines.slice(at).join('')] };
}
