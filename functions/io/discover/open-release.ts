import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { readRelease } from '../../core/discover/helm/read-release.ts';
import type { ReleaseRecord, StoredRelease } from '../../core/discover/helm/release.ts';
import { asJsonObject, asString, type Json, parseJson } from '../../core/json.ts';
import type { KubeClient } from '../kube/kube-client.ts';
import { readJson } from '../kube/read-json.ts';
import { RequestError } from '../kube/request-error.ts';

const PLURALS = { ConfigMap: 'configmaps', Secret: 'secrets' } as const;
/** Bytes of one release without its packing: what is packed into the megabyte of a Secret can be a thousand times that. */
const LARGEST = 32 * 1024 * 1024;
/** Characters of all manifests of a check. */
const MOST_TEXT = 256 * 1024 * 1024;

const unzip = promisify(gunzip);

/** Opens releases, each once. Rejects with RequestError where one cannot be read, or is none. */
export type OpenRelease = (record: ReleaseRecord) => Promise<StoredRelease>;

/** Reads releases out of a cluster. What they hold goes into no message: it may be a password. */
export function createReleaseReader(client: KubeClient): OpenRelease {
  const opened = new Map<string, Promise<StoredRelease>>();
  let held = 0;
  const open = async (record: ReleaseRecord): Promise<StoredRelease> => {
    const release = readRelease(await readRecord(client, record));
    if (release === undefined) throw refuse(record, 'is no release as Helm writes it');
    held += release.manifest.length + release.definitions.length;
    if (held > MOST_TEXT) throw refuse(record, 'is not read: the releases of this cluster are larger than 256 MB together');
    return release;
  };
  return (record) => {
    const key = `${record.storage} ${record.namespace}/${record.object}`;
    const opening = opened.get(key) ?? open(record);
    opened.set(key, opening);
    return opening;
  };
}

/** base64 (once more around it in a Secret) of JSON in gzip; before Helm 3 without (helm:pkg/storage/driver/util.go). */
async function readRecord(client: KubeClient, record: ReleaseRecord): Promise<Json> {
  const { storage, namespace, object } = record;
  const body = await readJson(
    client,
    `/api/v1/namespaces/${encodeURIComponent(namespace)}/${PLURALS[storage]}/${encodeURIComponent(object)}`,
  );
  const text = asString(asJsonObject(body['data'])['release']);
  if (text === undefined) throw refuse(record, 'holds no release');
  const inner = storage === 'Secret' ? Buffer.from(text, 'base64').toString('latin1') : text;
  const bytes = Buffer.from(inner, 'base64');
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
  try {
    return parseJson((isPacked ? await unzip(bytes, { maxOutputLength: LARGEST }) : bytes).toString('utf8'));
  } catch (error) {
    const isTooLarge = error instanceof RangeError || (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    throw refuse(record, isTooLarge ? 'is larger than 32 MB unpacked' : 'cannot be unpacked: it is broken, or was not written by Helm');
  }
}

function refuse({ storage, namespace, object }: ReleaseRecord, what: string): RequestError {
  return new RequestError('invalid-response', `${storage} ${namespace}/${object} ${what}`);
}
