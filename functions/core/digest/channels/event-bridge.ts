import type { EventBridgeEntry } from '../../alert/channels/event-bridge.ts';
import { cutLine } from '../../alert/cut-text.ts';
import { DIGEST_EVENT, type Digest } from '../digest.ts';
import { renderDigestJson } from './json.ts';

/** 256 KB for all of an entry, its other fields included. */
const MOST_BYTES = 240_000;

/** A digest as an event: the clusters are its resources. */
export function renderEventBridgeDigest(digest: Digest): EventBridgeEntry {
  return {
    Source: 'plumbline',
    DetailType: DIGEST_EVENT,
    Detail: renderDigestJson(digest, MOST_BYTES),
    Resources: digest.clusters.slice(0, 20).map(({ cluster }) => cutLine(cluster, 200)),
  };
}
