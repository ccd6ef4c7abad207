import type { DriftReport } from '../report.ts';
import { foldDifferences } from './fold-differences.ts';
import { createPaint } from './paint.ts';
import type { Renderer, RenderOptions } from './renderer.ts';
import type { Page } from './text/page.ts';
import { writeDifferences } from './text/write-differences.ts';
import { writeFirst } from './text/write-first.ts';
import { writeCost, writeSuppressed } from './text/write-footer.ts';
import { writeAdvice, writePruned, writeUnchecked, writeUndecided } from './text/write-gaps.ts';
import { writeImages } from './text/write-images.ts';
import { writeLife } from './text/write-life.ts';
import { writeProvenance } from './text/write-provenance.ts';
import { writeSummary } from './text/write-summary.ts';
import { writeVerdict } from './text/write-verdict.ts';

/** For a terminal: the verdict first, then what matters most, then everything by namespace and object. Readable without colour. */
export const textRenderer: Renderer = {
  name: 'text',
  mediaType: 'text/plain; charset=utf-8',
  extension: 'txt',
  tells: 'every-object',
  render: renderText,
};

const NARROWEST = 48;
const WIDEST = 160;

function renderText(report: DriftReport, options: RenderOptions): string {
  const page: Page = {
    paint: createPaint(options.colour),
    width: Math.min(WIDEST, Math.max(NARROWEST, options.width)),
    now: options.now,
    explain: options.explain,
  };
  const folded = foldDifferences(report.differences, options.explain);
  const sections = [
    [...writeVerdict(report, page), '', ...writeSummary(report, page)],
    writeProvenance(report, page),
    writeLife(options.life, page),
    writeFirst(folded, page),
    ...writeDifferences(folded, page),
    writeUnchecked(report, page),
    writeUndecided(report, page),
    writePruned(report, page),
    writeImages(report, page),
    writeAdvice(report, page),
    writeSuppressed(report, page),
    writeCost(report, page),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}
