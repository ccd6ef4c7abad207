import { formatRef } from '../../kube-object.ts';
import type { DriftReport } from '../../report.ts';
import { formatCount, formatPlural } from '../format-quantity.ts';
import { writeNotes } from './write-notes.ts';

/** What is worth knowing of images: advice, no difference. Nothing where images were not looked at. */
export function writePageImages({ images }: DriftReport): string {
  if (images === undefined) return '';
  const { declared, movedTags, unpinned } = images;
  const all = declared.digest + declared.tag + declared.floating;
  return writeNotes(
    'images',
    'Images',
    `Advice, no difference: ${formatCount(declared.digest)} of ${formatPlural(all, 'declared image')} pinned by digest, ${formatCount(declared.tag)} by tag alone, ${formatCount(declared.floating)} latest or without a tag.`,
    [
      ...movedTags.map(({ ref, container, image, digests }) => ({
        subject: `${formatRef(ref)} ${container}`,
        text: `${image} runs as ${digests.map(({ digest, pods }) => `${digest.slice(0, 19)} in ${formatPlural(pods, 'Pod')}`).join(', ')}: the tag was moved after some Pods had started`,
      })),
      ...unpinned.map(({ ref, container, image, pinning }) => ({
        subject: `${formatRef(ref)} ${container}`,
        text: `${image}: ${pinning === 'floating' ? 'names no release; whatever is newest runs' : 'the tag may be moved; pin it by digest'}`,
      })),
    ],
  );
}
