import { asJsonObject, asString, isJsonList, isJsonObject, type Json } from '../json.ts';
import { readDocument } from '../manifests/read-document.ts';
import { splitDocuments } from '../manifests/split-documents.ts';

/** A copy of the data key that an AWS KMS key encrypts; `enc` is base64. */
export interface KmsCopy {
  readonly arn: string;
  readonly enc: string;
  readonly context: Readonly<Record<string, string>>;
}

/** What a file of SOPS says of itself (sops:stores/stores.go). */
export interface SopsMetadata {
  readonly kms: readonly KmsCopy[];
  /** What else encrypts the data key: `age`, `pgp`, `hc_vault` … */
  readonly otherKeys: readonly string[];
  /** The data key is split over several groups of keys. */
  readonly isSplit: boolean;
  readonly lastModified: string;
  readonly mac: string;
  readonly macOnlyEncrypted: boolean;
}

const OTHER_KEYS = ['age', 'pgp', 'gcp_kms', 'azure_kv', 'hc_vault', 'hckms'];

/** The metadata of a file; undefined where its first document has none. */
export function readSopsMetadata(text: string): SopsMetadata | undefined {
  const [first] = splitDocuments(text)
    .map((document) => readDocument(document.text))
    .filter((read) => 'reason' in read || read.length > 0);
  const sops = first === undefined || 'reason' in first ? undefined : asJsonObject(first[0]?.value)['sops'];
  if (!isJsonObject(sops)) return undefined;
  const groups = sops['key_groups'];
  const kms = isJsonList(sops['kms']) ? sops['kms'] : [];
  return {
    kms: kms.flatMap(readCopy),
    otherKeys: OTHER_KEYS.filter((name) => isFilled(sops[name])),
    isSplit: isFilled(groups),
    lastModified: asString(sops['lastmodified']) ?? '',
    mac: asString(sops['mac']) ?? '',
    macOnlyEncrypted: sops['mac_only_encrypted'] === true,
  };
}

function readCopy(value: Json): KmsCopy[] {
  const { arn, enc, context } = asJsonObject(value);
  if (typeof arn !== 'string' || typeof enc !== 'string') return [];
  const pairs = Object.entries(asJsonObject(context)).flatMap(([name, text]) => (typeof text === 'string' ? [[name, text] as const] : []));
  return [{ arn, enc, context: Object.fromEntries(pairs) }];
}

function isFilled(value: Json | undefined): boolean {
  return isJsonList(value) && value.length > 0;
}
