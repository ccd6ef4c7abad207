import { asJsonObject, asString, parseJson, stringifyJson } from '../../core/json.ts';
import { compareText, splitApiVersion } from '../../core/kube-object.ts';
import type { KubeClient } from './kube-client.ts';
import { maskRecorded } from './mask-recorded.ts';
import { pathOfGroupVersion } from './path-segment.ts';
import { type RecordedResponse, writeRecording } from './recording.ts';
import { trimOpenApi } from './trim-openapi.ts';

export interface ClusterRecorder {
  /** Gives what the client below gives, and keeps a copy. Read schemas through it without a cache, or there is nothing to keep. */
  readonly client: KubeClient;
  /** Writes the recording: Secrets masked, OpenAPI documents reduced to the kinds that were listed whole. Returns the number of answers in it. */
  readonly finish: () => Promise<number>;
}

/** Records whatever is asked of a cluster from now on. `key`: makes equal Secret values equal in the recording, and is not in it. */
export function recordCluster(client: KubeClient, directory: string, key: Uint8Array): ClusterRecorder {
  const responses = new Map<string, RecordedResponse>();
  return {
    client: {
      ...client,
      async get(path, request) {
        const response = await client.get(path, request);
        const accept = request?.accept ?? 'application/json';
        const contentType = response.headers['content-type'] ?? 'application/json';
        responses.set(`${path} ${accept}`, {
          path,
          accept,
          status: response.status,
          contentType,
          body: maskRecorded(path, response.text, key),
        });
        return response;
      },
    },
    async finish() {
      const kinds = collectKinds([...responses.values()]);
      const kept = [...responses.values()].map((response) => trimDocument(response, kinds));
      const order = ({ path, accept }: RecordedResponse) => `${path} ${accept}`;
      await writeRecording(
        directory,
        kept.sort((a, b) => compareText(order(a), order(b))),
      );
      return kept.length;
    },
  };
}

const DOCUMENT_PATH = /^\/openapi\/v3(\/apis?\/.+?)(\?|$)/;

function trimDocument(response: RecordedResponse, kinds: ReadonlyMap<string, ReadonlySet<string>>): RecordedResponse {
  const root = DOCUMENT_PATH.exec(response.path)?.[1];
  if (root === undefined || response.status !== 200) return response;
  return { ...response, body: stringifyJson(trimOpenApi(asJsonObject(parseJson(response.body)), kinds.get(root) ?? new Set())) };
}

/** Kinds that were listed whole, by the path of their group version. Custom objects name their kind; built-in lists name it in their own. */
function collectKinds(responses: readonly RecordedResponse[]): Map<string, Set<string>> {
  const kinds = new Map<string, Set<string>>();
  for (const { body, status, path } of responses) {
    if (status !== 200 || path.startsWith('/openapi')) continue;
    const list = asJsonObject(parseJson(body));
    const items = list['items'];
    const kind = asString(list['kind']) ?? '';
    if (!Array.isArray(items) || kind === 'PartialObjectMetadataList' || kind === 'APIGroupDiscoveryList') continue;
    const { group, version } = splitApiVersion(asString(list['apiVersion']) ?? '');
    const root = pathOfGroupVersion(group, version);
    const found = kinds.get(root) ?? new Set();
    found.add(asString(asJsonObject(items[0])['kind']) ?? kind.replace(/List$/, ''));
    kinds.set(root, found);
  }
  return kinds;
}
