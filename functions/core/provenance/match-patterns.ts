/**
 * OpenSSH's match_pattern_list: `*` and `?` stand for any text and any character, `!` excludes. True where one pattern matches and none that excludes does.
 */
export function matchPatterns(text: string, patterns: readonly string[]): boolean {
  let matched = false;
  for (const pattern of patterns) {
    if (pattern.startsWith('!')) {
      if (matchPattern(text, pattern.slice(1))) return false;
    } else matched ||= matchPattern(text, pattern);
  }
  return matched;
}

/** Without regular expressions: a pattern of many stars must not cost more than its length times that of the text. */
function matchPattern(text: string, pattern: string): boolean {
  let [at, place] = [0, 0];
  let [star, from] = [-1, 0];
  while (at < text.length) {
    if (pattern[place] === '*') {
      [star, from] = [place++, at];
    } else if (pattern[place] === '?' || (place < pattern.length && pattern[place] === text[at])) {
      at++;
      place++;
    } else if (star >= 0) {
      place = star + 1;
      at = ++from;
    } else return false;
  }
  while (pattern[place] === '*') place++;
  return place === pattern.length;
}
