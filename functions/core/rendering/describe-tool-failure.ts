/** Longest message that is passed on. */
const LONGEST = 400;
/** Anything this long without a space may be a secret, or an encoded file. */
const LONG_WORD = /[A-Za-z0-9+/_=-]{48,}/g;
/** What Kustomize and Helm quote of a manifest. */
const QUOTED_MANIFEST = /\[[^\]]*[\n:{][^\]]*\]|\{[^{}]*\n[^{}]*\}/g;

/** Lines that one complaint has. */
const MOST_LINES = 6;
const NOISE = /^(?:#|warning:|walk\.go|level=|time=|[WI]\d{4} )/i;

/**
 * One line of what a tool complained about, fit for a report: without the folders it ran in, and without what it quotes of manifests, which may
 * hold secrets.
 */
export function describeToolFailure(stderr: string, folders: readonly string[]): string {
  let text = stderr.replace(QUOTED_MANIFEST, '(…)');
  for (const folder of folders) text = text.replaceAll(`${folder}/`, '').replaceAll(folder, '.');
  const lines = text.split('\n').map((line) => line.trim());
  const start = lines.findIndex((line) => /^(?:error|fatal)\b/i.test(line));
  const told = lines.slice(Math.max(0, start)).filter((line) => !NOISE.test(line));
  const end = told.findIndex((line, at) => at > 0 && line === '');
  const line =
    told
      .slice(0, end < 0 ? MOST_LINES : Math.min(end, MOST_LINES))
      .join(' ')
      .replace(/^error:\s*/i, '')
      .trim() || 'it said nothing';
  const short = line.replace(LONG_WORD, '(…)');
  return short.length > LONGEST ? `${short.slice(0, LONGEST)}…` : short;
}
