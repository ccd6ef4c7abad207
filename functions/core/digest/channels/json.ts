import { cutLine, measureBytes } from '../../alert/cut-text.ts';
import { fitRoom } from '../../alert/room.ts';
import { stringifyJson } from '../../json.ts';
import { DIGEST_EVENT, type Digest, type DigestIncident, type DigestSnooze } from '../digest.ts';
import type { DigestRoom } from '../digest-room.ts';

const MOST_BYTES = 256_000;
const PROGRAM_ROOMS: readonly [DigestRoom, ...DigestRoom[]] = [
  { items: 1000, text: 500 },
  { items: 200, text: 300 },
  { items: 50, text: 200 },
  { items: 10, text: 100 },
  { items: 1, text: 50 },
];

/** A digest as JSON for a program. `counts` counts whole lists, and `leftOut` says that some were cut. */
export function renderDigestJson(digest: Digest, mostBytes = MOST_BYTES): string {
  return fitRoom(
    PROGRAM_ROOMS,
    (room) => stringifyJson({ event: DIGEST_EVENT, schemaVersion: 1, ...cutDigest(digest, room) }),
    (body) => measureBytes(body) <= mostBytes,
  );
}

function cutDigest(digest: Digest, { items, text }: DigestRoom): object {
  const cut = (line: string): string => cutLine(line, text);
  const incident = (each: DigestIncident): DigestIncident => ({
    ...each,
    title: cut(each.title),
    clusters: each.clusters.slice(0, items).map(cut),
  });
  const snooze = (each: DigestSnooze): DigestSnooze => ({
    ...each,
    reason: cut(each.reason),
    owner: cut(each.owner),
    ...(each.title === undefined ? {} : { title: cut(each.title) }),
  });
  const { open, opened, resolved, snoozed, expired, accepted, clusters, rules, gaps, noisiest } = digest;
  const lists = { open, opened, resolved, snoozed, expired, accepted, clusters, rules, gaps };
  const counts = Object.fromEntries(Object.entries(lists).map(([name, list]) => [name, list.length]));
  const isCut = Object.values(lists).some((list) => list.length > items);
  return {
    ...digest,
    counts,
    open: open.slice(0, items).map(incident),
    opened: opened.slice(0, items).map(incident),
    resolved: resolved.slice(0, items).map(incident),
    snoozed: snoozed.slice(0, items).map(snooze),
    expired: expired.slice(0, items).map(snooze),
    accepted: accepted.slice(0, items).map(snooze),
    clusters: clusters.slice(0, items).map((each) => ({
      ...each,
      cluster: cut(each.cluster),
      ...(each.problem === undefined ? {} : { problem: cut(each.problem) }),
    })),
    noisiest: {
      rules: noisiest.rules.map((each) => ({ ...each, name: cut(each.name) })),
      managers: noisiest.managers.map((each) => ({ ...each, name: cut(each.name) })),
    },
    rules: rules.slice(0, items).map((each) => ({ ...each, rule: cut(each.rule), message: cut(each.message) })),
    gaps: gaps.slice(0, items).map(cut),
    ...(isCut ? { leftOut: `Some of it did not fit; all of it: ${digest.command}` } : {}),
  };
}
