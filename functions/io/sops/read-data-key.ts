import type { SopsMetadata } from '../../core/sops/sops-metadata.ts';

/** The data key of a file, or one sentence why there is none; nothing of the file but the names of its keys is in it. */
export type DataKeyRead = { readonly type: 'key'; readonly key: Uint8Array } | { readonly type: 'refused'; readonly reason: string };

/** Asks whoever can decrypt the data key of a file of SOPS. Never throws: a refusal is data. */
export type ReadDataKey = (metadata: SopsMetadata) => Promise<DataKeyRead>;
