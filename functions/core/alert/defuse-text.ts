/** Follows a character that would begin a mention or an address, where nobody sees it. */
const BREAK = '\u200b';

/** Text that mentions nobody, is no address for whoever turns plain addresses into links, and no template. Its words stay as they are. */
export function defuseText(text: string): string {
  return text
    .replace(/@/g, `@${BREAK}`)
    .replace(/:\/\//g, `:${BREAK}//`)
    .replace(/\{\{/g, `{${BREAK}{`)
    .replace(/\bwww\./gi, (found) => `${found.slice(0, -1)}${BREAK}.`);
}

/** Text for between backticks, where nothing but a backtick has a meaning. */
export function quoteCode(text: string): string {
  return `\`${text.replace(/`/g, 'ˋ').replace(/^\s*$/, ' ')}\``;
}

/** Text that no dialect of Markdown takes for emphasis, code or a link. Characters that could be are replaced by ones that look like them. */
export function plainMarkdown(text: string): string {
  return defuseText(text)
    .replace(/\*/g, '∗')
    .replace(/`/g, 'ˋ')
    .replace(/~/g, '∼')
    .replace(/\[/g, '［')
    .replace(/\]/g, '］')
    .replace(/\|/g, '∣')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, 'ˍ')
    .replace(/^\s*([#>+-])/, `${BREAK}$1`);
}

/** Text between tags, and in attributes with double quotes. */
export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');
}
