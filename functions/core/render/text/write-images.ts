import type { RunningDigest } from '../../images/image-report.ts';
import { formatRef } from '../../kube-object.ts';
import type { DriftReport } from '../../report.ts';
import { escapeText } from '../escape-text.ts';
import { formatCount, formatPlural } from '../format-quantity.ts';
import { type Page, writeHeading, writeWrapped } from './page.ts';

const SHOWN = 8;

/** What is worth knowing of images: tags that were moved, and images that no digest pins. No difference. */
export function writeImages({ images }: DriftReport, page: Page): string[] {
  if (images === undefined) return [];
  const { declared, movedTags, unpinned, unresolved = [] } = images;
  const all = declared.digest + declared.tag + declared.floating;
  const counts = [
    `${formatCount(declared.digest)} of ${formatPlural(all, 'declared image')} pinned by digest`,
    `${formatCount(declared.tag)} by tag alone`,
    `${formatCount(declared.floating)} latest or without a tag`,
  ];
  const floating = unpinned.filter(({ pinning }) => pinning === 'floating');
  const listed = page.explain ? unpinned : floating;
  return [
    writeHeading(page, 'IMAGES', 'advice, no difference'),
    '',
    ...writeWrapped(page, 2, counts.join(', ')),
    ...limit(movedTags, page).flatMap(({ ref, container, image, digests, now }) => [
      ...writeWrapped(page, 2, `! ${escapeText(formatRef(ref))}  container ${escapeText(container)}`, page.paint.strong),
      ...writeWrapped(
        page,
        6,
        `${escapeText(image)} runs as ${describeDigests(digests)}${now === undefined ? '' : `, and names ${shortDigest(now)} now`}: the tag was moved after ${digests.length > 1 ? 'some ' : ''}Pods had started.`,
      ),
    ]),
    ...limit(listed, page).flatMap(({ ref, container, image, pinning }) => [
      ...writeWrapped(page, 2, `! ${escapeText(formatRef(ref))}  container ${escapeText(container)}`, page.paint.strong),
      ...writeWrapped(
        page,
        6,
        `${escapeText(image)}: ${pinning === 'floating' ? 'names no release; whatever is newest runs' : 'the tag may be moved; pin it by digest'}`,
      ),
    ]),
    ...limit(unresolved, page).flatMap(({ image, refusal }) =>
      writeWrapped(page, 2, `? ${escapeText(image)}: its registry did not tell what the tag names (${escapeText(refusal)})`),
    ),
    ...writeRest(unresolved.length, 'tag', page),
    ...writeRest(movedTags.length, 'moved tag', page),
    ...writeRest(listed.length, 'image', page),
  ];
}

function limit<T>(items: readonly T[], page: Page): readonly T[] {
  return page.explain ? items : items.slice(0, SHOWN);
}

function writeRest(count: number, what: string, page: Page): string[] {
  const left = page.explain ? 0 : count - SHOWN;
  return left > 0 ? [`  ${page.paint.faint(`and ${formatPlural(left, what)} more: --explain tells all`)}`] : [];
}

function describeDigests(digests: readonly RunningDigest[]): string {
  return digests.map(({ digest, pods }) => `${shortDigest(digest)} in ${formatPlural(pods, 'Pod')}`).join(', ');
}

function shortDigest(digest: string): string {
  return escapeText(digest.slice(0, 'sha256:'.length + 12));
}
