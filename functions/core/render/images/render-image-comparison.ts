import type { ComparedImage, ImageSide, ImageVerdict } from '../../images/compare-images.ts';
import { escapeText } from '../escape-text.ts';
import { formatCount, formatPlural } from '../format-quantity.ts';
import { createPaint } from '../paint.ts';
import type { RenderOptions } from '../renderer.ts';
import { type Page, writeHeading, writeWrapped } from '../text/page.ts';

/** Two environments as their reports call them. */
export interface ComparedNames {
  readonly first: string;
  readonly second: string;
}

/** In the order of what to look at. */
const VERDICTS: readonly ImageVerdict[] = ['other-digest', 'other-image', 'unsettled', 'only-first', 'only-second', 'same'];

/** What two environments run, for a terminal: what differs, and how much is the same. `explain` lists that too. */
export function renderImageComparison(
  compared: readonly ComparedImage[],
  names: ComparedNames,
  { colour, width, now, explain }: RenderOptions,
): string {
  const page: Page = { paint: createPaint(colour), width: Math.min(160, Math.max(48, width)), now, explain };
  const safe = { first: escapeText(names.first), second: escapeText(names.second) };
  const groups = Map.groupBy(compared, ({ verdict }) => verdict);
  const shown = VERDICTS.filter((verdict) => groups.has(verdict) && (verdict !== 'same' || explain));
  const counts = VERDICTS.flatMap((verdict) => {
    const count = groups.get(verdict)?.length ?? 0;
    return count === 0 ? [] : [`${formatCount(count)} ${describeVerdict(verdict, safe)}`];
  });
  const differ = compared.some(({ verdict }) => verdict !== 'same');
  const mark = differ ? page.paint.bad('≠') : page.paint.good('=');
  const head = `${formatPlural(compared.length, 'container')} of ${safe.first} and ${safe.second}: ${counts.join(', ') || 'nothing runs'}`;
  const sections = shown.map((verdict) => [
    writeHeading(page, describeVerdict(verdict, safe).toUpperCase(), formatCount(groups.get(verdict)?.length ?? 0)),
    '',
    ...(groups.get(verdict) ?? []).flatMap((each) => writeContainer(each, safe, page)),
  ]);
  return `${[[`${mark} ${page.paint.strong(head)}`], ...sections].map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function describeVerdict(verdict: ImageVerdict, { first, second }: ComparedNames): string {
  switch (verdict) {
    case 'same':
      return 'the same';
    case 'other-digest':
      return 'same tag, other digest';
    case 'other-image':
      return 'other image';
    case 'unsettled':
      return 'several digests or none known';
    case 'only-first':
      return `only in ${first}`;
    case 'only-second':
      return `only in ${second}`;
  }
}

function writeContainer({ kind, name, container, first, second, verdict }: ComparedImage, names: ComparedNames, page: Page): string[] {
  const namespaces = [...new Set([first, second].flatMap((side) => side?.namespace ?? []))].map(escapeText).join(' and ');
  const title = `${escapeText(kind)} ${escapeText(name)}  ${page.paint.faint(`container ${escapeText(container)}, ${namespaces}`)}`;
  const wide = Math.max(names.first.length, names.second.length);
  if (verdict === 'same' && first) return [`  ${page.paint.good('=')} ${title}`, ...writeSide('', first, 0, page)];
  return [
    `  ${page.paint.bad('≠')} ${title}`,
    ...(first === undefined ? [] : writeSide(names.first, first, wide, page)),
    ...(second === undefined ? [] : writeSide(names.second, second, wide, page)),
  ];
}

function writeSide(name: string, { images, digests, unknown }: ImageSide, wide: number, page: Page): string[] {
  const short = digests.map((digest) => digest.slice(0, 'sha256:'.length + 12));
  const runs = [...short, ...(unknown === 0 ? [] : [`${formatPlural(unknown, 'Pod')} of unknown digest`])].join(', ');
  const label = wide === 0 ? '' : `${name.padEnd(wide)}  `;
  return writeWrapped(page, 6, `${label}${images.map((image) => escapeText(shorten(image))).join(', ')}  ${runs}`);
}

/** The digest stands behind it anyway. */
function shorten(image: string): string {
  return image.split('@')[0] ?? image;
}
