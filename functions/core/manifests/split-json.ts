/** Where the JSON values that follow one another in a text begin and end. Finds brackets outside strings only; whether each is JSON is not its concern. */
export function splitJson(text: string): { readonly offset: number; readonly end: number }[] {
  const values: { offset: number; end: number }[] = [];
  let depth = 0;
  let offset = 0;
  let end = 0;
  for (const match of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]]/gs)) {
    const character = match[0];
    if (character === '{' || character === '[') {
      if (depth++ === 0) offset = match.index;
    } else if ((character === '}' || character === ']') && --depth === 0) {
      values.push({ offset, end: match.index + 1 });
      if (text.slice(end, offset).trim() !== '') throw new SyntaxError('text between two values');
      end = match.index + 1;
    }
  }
  if (depth !== 0 || text.slice(end).trim() !== '') throw new SyntaxError('text after the last value');
  return values;
}
