import { gzipSync } from 'node:zlib';
import type { KubeObject } from '../../functions/core/kube-object.ts';

/** A release to be stored as Helm stores it. */
export interface SampleRelease {
  readonly name: string;
  readonly namespace: string;
  readonly revision?: number;
  readonly status?: string;
  readonly storage?: 'Secret' | 'ConfigMap';
  readonly manifest: string;
  readonly values?: Readonly<Record<string, unknown>>;
  readonly hooks?: readonly string[];
  /** Files of the chart by their name. */
  readonly files?: Readonly<Record<string, string>>;
  /** Stands in place of the packed release. */
  readonly payload?: Buffer;
}

const base64 = (text: string | Buffer): string => Buffer.from(text).toString('base64');

/** The Secret or ConfigMap that Helm keeps of a release. */
export function storeRelease(release: SampleRelease): KubeObject {
  const { name, namespace, revision = 1, status = 'deployed', storage = 'Secret', manifest, values = {}, hooks = [], files = {} } = release;
  const body = {
    name,
    namespace,
    version: revision,
    info: { status, last_deployed: '2026-11-01T10:00:00Z' },
    chart: {
      metadata: { name, version: '1.2.3', apiVersion: 'v2' },
      files: Object.entries(files).map(([file, text]) => ({ name: file, data: base64(text) })),
    },
    config: values,
    manifest,
    hooks: hooks.map((text, i) => ({ name: `hook-${i}`, kind: 'Job', manifest: text, events: ['test'] })),
  };
  const packed = base64(release.payload ?? gzipSync(JSON.stringify(body)));
  return {
    apiVersion: 'v1',
    kind: storage,
    metadata: {
      name: `sh.helm.release.v1.${name}.v${revision}`,
      namespace,
      uid: `release-${name}-${revision}`,
      resourceVersion: '1',
      creationTimestamp: '2026-11-01T10:00:00Z',
      labels: { owner: 'helm', name, status, version: String(revision) },
      managedFields: [
        { manager: 'helm', operation: 'Update', apiVersion: 'v1', time: '2026-11-01T10:00:00Z', fieldsType: 'FieldsV1', fieldsV1: {} },
      ],
    },
    ...(storage === 'Secret' ? { type: 'helm.sh/release.v1' } : {}),
    data: { release: storage === 'Secret' ? base64(packed) : packed },
  } as KubeObject;
}
