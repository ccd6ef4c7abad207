/** What a comment or a pull request's text may hold on GitHub. */
export const MARKDOWN_LIMIT = 65_536;

/** A block of Markdown and how many differences it tells. */
export interface Block {
  readonly text: string;
  readonly differences: number;
}

/** Joins blocks up to the limit; what no longer fits is left out whole, and the last line says how much that is. */
export function joinBlocks(blocks: readonly Block[], footer: string, limit = MARKDOWN_LIMIT): string {
  const end = `\n\n${footer}\n`;
  const room = limit - end.length - 160;
  let text = '';
  for (const [i, block] of blocks.entries()) {
    const joined = text === '' ? block.text : `${text}\n\n${block.text}`;
    if (joined.length > room) {
      const left = blocks.slice(i).reduce((sum, { differences }) => sum + differences, 0);
      return `${text}\n\n**Too long for one comment: ${left} more differences are left out here.** The whole report is in \`--output json\`.${end}`;
    }
    text = joined;
  }
  return text + end;
}
