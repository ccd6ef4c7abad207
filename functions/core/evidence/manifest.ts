import { createHash } from 'node:crypto';
import { isJsonList, isJsonObject, type Json, parseJson, stringifyJson } from '../json.ts';
import { compareText } from '../kube-object.ts';
import type { EvidenceFile } from './evidence-file.ts';

/** What a key of KMS signs with here; both hash with SHA-256. */
export const SIGNING_ALGORITHMS = ['ECDSA_SHA_256', 'RSASSA_PSS_SHA_256'] as const;
export type SigningAlgorithm = (typeof SIGNING_ALGORITHMS)[number];

/** Who signs. It stands in what is signed, so that nobody can name another key beside a signature. `key` is the ARN of the key. */
export interface Signing {
  readonly key: string;
  readonly algorithm: SigningAlgorithm;
}

export interface ManifestEntry {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

/** Every file of a bundle but itself and the signature over it, sorted by name. */
export interface EvidenceManifest {
  readonly schemaVersion: 1;
  /** `sha256:…` over the lines that `sha256sum` prints of the files in this order: what one bundle is called by. */
  readonly digest: string;
  /** Absent where nobody signs. */
  readonly signing?: Signing;
  readonly files: readonly ManifestEntry[];
}

export function buildManifest(files: readonly EvidenceFile[], signing?: Signing): EvidenceManifest {
  const entries = files
    .map(({ name, content }) => ({ name, size: content.length, sha256: hashContent(content) }))
    .sort((a, b) => compareText(a.name, b.name));
  return { schemaVersion: 1, digest: digestEntries(entries), ...(signing === undefined ? {} : { signing }), files: entries };
}

/** The one way a manifest is written: equal manifests have equal bytes. */
export function writeManifest({ schemaVersion, digest, signing, files }: EvidenceManifest): string {
  const { key, algorithm } = signing ?? {};
  const ordered = {
    schemaVersion,
    digest,
    ...(signing === undefined ? {} : { signing: { key, algorithm } }),
    files: files.map(({ name, size, sha256 }) => ({ name, size, sha256 })),
  };
  return `${stringifyJson(ordered, 2)}\n`;
}

export type ManifestRead =
  | { readonly type: 'manifest'; readonly manifest: EvidenceManifest }
  | { readonly type: 'refused'; readonly message: string };

/** Believes a manifest only as `writeManifest` writes it, with the digest of its own lines. */
export function parseManifest(content: Uint8Array): ManifestRead {
  let value: Json;
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
    value = parseJson(text);
  } catch {
    return refuse('it is no JSON');
  }
  if (!isJsonObject(value)) return refuse('it is no JSON object');
  const version = value['schemaVersion'];
  if (typeof version === 'number' && version > 1) return refuse(`it says schema ${version}: a later Plumbline made it, or it was altered`);
  const files = readEntries(value['files']);
  const signing = readSigning(value['signing']);
  const digest = value['digest'];
  if (version !== 1 || typeof digest !== 'string' || files === undefined || signing === 'wrong')
    return refuse('it has not the form of a manifest');
  const manifest: EvidenceManifest = { schemaVersion: 1, digest, ...(signing === undefined ? {} : { signing }), files };
  if (digestEntries(files) !== digest) return refuse('its own digest is another');
  if (writeManifest(manifest) !== text) return refuse('it is not written as Plumbline writes it');
  return { type: 'manifest', manifest };
}

export function hashContent(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

function digestEntries(entries: readonly ManifestEntry[]): string {
  const lines = entries.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join('');
  return `sha256:${createHash('sha256').update(lines).digest('hex')}`;
}

function readEntries(value: Json | undefined): readonly ManifestEntry[] | undefined {
  if (!isJsonList(value)) return undefined;
  const entries = value.map((entry): ManifestEntry | undefined => {
    if (!isJsonObject(entry)) return undefined;
    const { name, size, sha256 } = entry;
    if (typeof name !== 'string' || typeof size !== 'number' || !Number.isSafeInteger(size) || typeof sha256 !== 'string') return undefined;
    return /^[0-9a-f]{64}$/.test(sha256) ? { name, size, sha256 } : undefined;
  });
  const sound = entries.filter((entry) => entry !== undefined);
  const isSorted = sound.every(({ name }, at) => at === 0 || compareText(sound[at - 1]?.name ?? '', name) < 0);
  return sound.length === entries.length && isSorted ? sound : undefined;
}

function readSigning(value: Json | undefined): Signing | undefined | 'wrong' {
  if (value === undefined) return undefined;
  if (!isJsonObject(value)) return 'wrong';
  const { key, algorithm } = value;
  const known = SIGNING_ALGORITHMS.find((candidate) => candidate === algorithm);
  return typeof key === 'string' && known !== undefined ? { key, algorithm: known } : 'wrong';
}

function refuse(message: string): ManifestRead {
  return { type: 'refused', message };
}
