import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { buildGateKey } from '../../core/gate/gate-key.ts';
import type { GateReport } from '../../core/gate/gate-report.ts';
import { stringifyJson } from '../../core/json.ts';
import { escapeControls } from '../../core/render/escape-text.ts';
import { openS3Shelf } from '../s3-report-store.ts';

/** Where gates are kept, so that whoever may invoke the function and nothing else can read what it said. */
export interface GateStore {
  /** Keeps a gate under a key of its own, and makes a URL that reads it until `expiresAt`. */
  readonly store: (gate: GateReport) => Promise<{ readonly key: string; readonly url: string; readonly expiresAt: string }>;
}

const SECONDS = 3600;
/** Gates of one cluster, commit and second. */
const MOST = 100;

/** Gates in the bucket of the reports, below `gates/`. The URLs end with the credentials of this process where those end sooner. */
export function openGateStore(client: S3Client, bucket: string): GateStore {
  const shelf = openS3Shelf(client, { bucket });
  return {
    store: async (gate) => {
      const content = Buffer.from(`${escapeControls(stringifyJson(gate))}\n`);
      const key = await createUnder(gate, (candidate) => shelf.create(candidate, content));
      const url = await getSignedUrl(client, new GetObjectCommand({ Bucket: bucket, Key: key }), { expiresIn: SECONDS });
      return { key, url, expiresAt: new Date(Date.now() + SECONDS * 1000).toISOString() };
    },
  };
}

async function createUnder({ report }: GateReport, create: (key: string) => Promise<boolean>): Promise<string> {
  for (let nth = 0; nth < MOST; nth++) {
    const key = buildGateKey(report, nth);
    if (await create(key)) return key;
  }
  throw new Error(`there are ${MOST} gates of one second`);
}
