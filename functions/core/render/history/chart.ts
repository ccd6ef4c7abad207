import { escapeText } from '../escape-text.ts';
import { escapeHtml } from '../html/escape-html.ts';

/** The room that every chart is drawn in; the page stretches it, so no text stands in it. */
export const CHART = { width: 900, height: 120 } as const;

/** A chart and what it says in words, for who does not see it. Nothing in it has a style of its own: the page allows none. */
export function writeChart(
  {
    id,
    title,
    description,
    height = CHART.height,
  }: { readonly id: string; readonly title: string; readonly description: string; readonly height?: number },
  shapes: readonly string[],
): string {
  return [
    `<svg class="chart" viewBox="0 0 ${CHART.width} ${height}" preserveAspectRatio="none" role="img" aria-labelledby="${id}-t ${id}-d">`,
    `<title id="${id}-t">${escapeHtml(escapeText(title))}</title><desc id="${id}-d">${escapeHtml(escapeText(description))}</desc>`,
    ...shapes.filter((shape) => shape !== ''),
    '</svg>',
  ].join('');
}

/** All bars of one kind as one shape: ninety days are one element. */
export function drawBars(
  name: string,
  bars: readonly { readonly x: number; readonly y: number; readonly width: number; readonly height: number }[],
): string {
  const path = bars
    .filter(({ height }) => height > 0)
    .map(({ x, y, width, height }) => `M${round(x)} ${round(y)}h${round(width)}v${round(height)}h${round(-width)}z`)
    .join('');
  return path === '' ? '' : `<path class="${name}" d="${path}"/>`;
}

/** A number as short as a drawing needs it. */
export function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Where the column of a day begins, and how wide it is. */
export function placeDay(index: number, count: number): { readonly x: number; readonly width: number } {
  const step = CHART.width / Math.max(1, count);
  return { x: index * step + step * 0.09, width: step * 0.82 };
}
