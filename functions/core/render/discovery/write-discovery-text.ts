import type { UncheckedFile } from '../../desired-state.ts';
import { describePlace, describeRendering } from '../../discover/describe-rendering.ts';
import type { Discovered, DiscoveredRelease, DiscoveredSource } from '../../discover/discovered-source.ts';
import { describeUrl } from '../../discover/repository-rules.ts';
import { originOf, type ToolObject, titleOf } from '../../discover/tool-object.ts';
import { escapeText } from '../escape-text.ts';
import type { Paint } from '../paint.ts';
import { wrapText } from '../wrap-text.ts';

const WIDTH = 100;
const KEYS_SHOWN = 8;

/** What was found as people read it: one source a block, with what is to be known of it, and last what could not be followed. */
export function writeDiscoveryText(discovered: Discovered, gaps: readonly UncheckedFile[], paint: Paint): string {
  const { sources, elsewhere } = discovered;
  const read = sources.filter(({ problems }) => problems.length === 0).length;
  const summary = [
    `${count(read, 'source')} for this cluster`,
    ...(gaps.length > 0 ? [`${gaps.length} that could not be followed`] : []),
    ...(elsewhere.length > 0 ? [`${elsewhere.length} for other clusters`] : []),
  ].join(', ');
  const lines = [
    paint.strong(summary),
    ...sources.filter(({ problems }) => problems.length === 0).flatMap((source) => ['', ...writeSource(source, paint)]),
  ];
  if (gaps.length > 0) {
    lines.push('', paint.strong('NOT FOLLOWED'));
    for (const { file, line, source, message } of gaps) {
      lines.push(...wrap(`${source} ${file}${line === undefined ? '' : `:${line}`}`, 2).map(paint.place), ...wrap(message, 4));
    }
  }
  if (elsewhere.length > 0) {
    lines.push('', paint.strong('FOR OTHER CLUSTERS'));
    for (const { object, destination } of elsewhere) lines.push(...wrap(`${titleOf(object)}  ${destination}`, 2));
  }
  return lines.map((line) => `${line}\n`).join('');
}

function writeSource(found: DiscoveredSource, paint: Paint): string[] {
  const { source, object, ignore, namespaces, notes, release } = found;
  if (release !== undefined) return writeRelease(found, release, paint);
  const { id, url, revision, defaultNamespace, rendering } = source;
  const namespace = `namespace ${defaultNamespace}${namespaces.length > 0 ? ', which is made where it is missing' : ''}`;
  return [
    ...wrap(titleOf(object), 2).map(paint.strong),
    ...wrap(`${describeUrl(url)}  ${describePlace(source)}  at ${revision}`, 4),
    ...wrap(`${describeRendering(rendering)}; ${namespace}`, 4),
    ...wrap(`${describeOrigin(object)}; called ${id}`, 4).map(paint.faint),
    ...(ignore.length > 0
      ? wrap(`${count(ignore.length, 'ignore rule')}: ${[...new Set(ignore.map(({ at }) => at.split(' of ')[0]))].join(', ')}`, 4)
      : []),
    ...notes.flatMap((note) => wrap(note, 4).map(paint.warning)),
  ];
}

/** Keys of values alone: what stands there may be a password. */
function writeRelease(
  { source, object, notes }: DiscoveredSource,
  { record, chart, valueKeys }: DiscoveredRelease,
  paint: Paint,
): string[] {
  const values = valueKeys.length === 0 ? 'no values of its own' : `with ${count(valueKeys.length, 'value')}: ${listKeys(valueKeys)}`;
  return [
    ...wrap(titleOf(object), 2).map(paint.strong),
    ...wrap(`chart ${chart}  ${source.revision}; ${values}; namespace ${source.defaultNamespace}`, 4),
    ...wrap(`kept in ${record.storage} ${record.namespace}/${record.object}; called ${source.id}`, 4).map(paint.faint),
    ...notes.flatMap((note) => wrap(note, 4).map(paint.warning)),
  ];
}

function listKeys(keys: readonly string[]): string {
  const shown = keys.slice(0, KEYS_SHOWN).join(', ');
  return keys.length > KEYS_SHOWN ? `${shown} and ${keys.length - KEYS_SHOWN} more` : shown;
}

function describeOrigin(object: ToolObject): string {
  const origin = originOf(object);
  const made = object.whence.type === 'made' ? `made by ${titleOf(object.whence.by)}, ` : '';
  return origin === undefined ? `${made}read in the cluster` : `${made}declared in ${origin.source} ${origin.file}:${origin.line}`;
}

function wrap(text: string, indent: number): string[] {
  return wrapText(escapeText(text), WIDTH - indent).map((line) => ' '.repeat(indent) + line);
}

function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`;
}
