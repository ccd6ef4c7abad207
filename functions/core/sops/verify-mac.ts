import { createHash } from 'node:crypto';
import { listLeaves, type SopsLeaf } from '../manifests/list-leaves.ts';
import { parseYaml } from '../manifests/parse-yaml.ts';
import { splitDocuments } from '../manifests/split-documents.ts';
import { YamlProblem } from '../manifests/yaml-problem.ts';
import { bindTo, decryptText, isEncryptedText } from './encrypted-text.ts';

import type { SopsMetadata } from './sops-metadata.ts';

/** SHA-256 of `sops`: what the hash begins with where it is over encrypted values alone. */
const ENCRYPTED_ONLY = createHash('sha256').update('sops').digest();

/**
 * Why a file is not what SOPS wrote, or undefined where it is: its values are hashed in their order, over all documents, and the hash is kept encrypted
 * with the file. Which values are encrypted is told by how they are written: whether SOPS would have encrypted them is left to a pattern in the file,
 * and nobody else's pattern is run here.
 */
export function verifyMac(text: string, key: Uint8Array, { mac, lastModified, macOnlyEncrypted }: SopsMetadata): string | undefined {
  const leaves = readLeaves(text);
  if (leaves === undefined)
    return 'it holds an alias or cannot be read as YAML, so its signature (MAC) cannot be computed; encrypt it anew';
  const hash = createHash('sha512');
  if (macOnlyEncrypted) hash.update(ENCRYPTED_ONLY);
  for (const leaf of leaves) {
    if (!isEncryptedText(leaf.text)) {
      if (!macOnlyEncrypted) hash.update(leaf.bytes);
      continue;
    }
    const decrypted = decryptText(leaf.text, key, bindTo(leaf.path));
    if (decrypted === undefined) return `${spellPath(leaf)} does not fit the key of the file or its place in it; encrypt it anew`;
    hash.update(decrypted.type === 'bool' ? capitalize(decrypted.bytes.toString()) : decrypted.bytes);
  }
  const kept = isEncryptedText(mac) ? decryptText(mac, key, lastModified)?.bytes.toString() : undefined;
  if (kept === undefined) return 'its signature (MAC) is missing or does not fit the key of the file';
  return kept === hash.digest('hex').toUpperCase() ? undefined : 'its signature (MAC) does not fit: it was changed without SOPS';
}

function readLeaves(text: string): readonly SopsLeaf[] | undefined {
  const leaves: SopsLeaf[] = [];
  for (const document of splitDocuments(text)) {
    try {
      const listed = listLeaves(parseYaml(document.text));
      if (listed === undefined) return undefined;
      leaves.push(...listed);
    } catch (error) {
      if (error instanceof YamlProblem) return undefined;
      throw error;
    }
  }
  return leaves;
}

function capitalize(text: string): string {
  return text.toLowerCase() === 'true' ? 'True' : 'False';
}

function spellPath({ path }: SopsLeaf): string {
  return `the value at ${path.join('.')}`;
}
