import type { UncheckedFile } from '../desired-state.ts';
import { compareText } from '../kube-object.ts';
import type { UncheckedKind } from '../live-state.ts';
import type { Advice } from '../report.ts';
import type { Discovered } from './discovered-source.ts';
import { findCircles } from './find-circles.ts';
import { keyOf, originOf, type ToolObject, titleOf } from './tool-object.ts';

/** What of the discovered sources cannot be compared, as gaps of the check, at the object that tells them. `id` stands for the discovery itself. */
export function describeGaps(discovered: Discovered, id: string): readonly UncheckedFile[] {
  const found = [
    ...discovered.sources.flatMap(({ source, object, problems }) => problems.map((message) => describeGap(source.id, object, message))),
    ...discovered.problems.map(({ object, message }) => describeGap(id, object, message)),
  ];
  return found.sort((a, b) => compareText(a.file, b.file) || compareText(a.message, b.message));
}

function describeGap(source: string, object: ToolObject, message: string): UncheckedFile {
  const origin = originOf(object);
  const place = origin === undefined ? { source, file: titleOf(object) } : { source: origin.source, file: origin.file, line: origin.line };
  return { type: 'file', ...place, reason: 'not-rendered', message: `${titleOf(object)}: ${message}` };
}

/** Kinds by which a tool is told that could not be read: what they tell is not known, so nothing is complete. */
export function describeUnreadKinds(kinds: readonly UncheckedKind[], id: string): readonly UncheckedFile[] {
  return kinds.map(({ kind, message }) => ({ type: 'file', source: id, file: kind, reason: 'unreadable', message }));
}

/** What is worth knowing of what was found: notes, and what is delivered elsewhere. */
export function adviseOnDiscovery(discovered: Discovered): readonly Advice[] {
  const said = Map.groupBy(
    discovered.sources.flatMap(({ object, notes }) => notes.map((message) => ({ object, message }))),
    ({ message }) => message,
  );
  const notes = [...said].map(([message, items]) => ({ about: listTitles(items), message }));
  const byPlace = Map.groupBy(discovered.elsewhere, ({ destination }) => destination);
  const elsewhere = [...byPlace].map(([destination, items]) => {
    return { about: listTitles(items), message: `Delivered to ${destination}, which is not the cluster of this check.` };
  });
  const circles = findCircles(discovered.sources).map((ids) => ({
    about: [...ids, ids[0]].join(' → '),
    message: 'These declare each other in a circle: none of them stands in git alone.',
  }));
  return [...new Map([...notes, ...elsewhere, ...circles].map((advice) => [`${advice.about}\n${advice.message}`, advice])).values()].sort(
    (a, b) => compareText(a.about, b.about) || compareText(a.message, b.message),
  );
}

/** The first three, each once, and how many more. */
function listTitles(items: readonly { readonly object: ToolObject }[]): string {
  const names = [...new Map(items.map(({ object }) => [keyOf(object), titleOf(object)])).values()];
  const more = names.length > 3 ? ` and ${names.length - 3} more` : '';
  return names.slice(0, 3).join(', ') + more;
}
