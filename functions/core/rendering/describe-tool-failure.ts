/** Longest message that is passed on. */
const LONGEST = 400;
/** Anything this long without a space may be a secret, or an encoded file. */
const LONG_WORD = /[A-Za-z0-9+/_=-]{48,}/g;
/** What Kustomize and Helm quote of a manifest. */
const QUOTED_MANIFEST = /\[[^\]]*[\n:{][^\]]*\]|\{[^{}]*\n[^{}]*\}/g;

/**
 * One line of what a tool complained about, fit for a report: without the folders it ran in, and without what it quotes of manifests, which may
 * hold secrets.
 */
export function describeToolFailure(stderr: string, folders: readonly string[]): string {
  let text = stderr.replace(QUOTED_MANIFEST, '(…)');
  for (const folder of folders) text = text.replaceAll(`${folder}/`, '').replaceAll(folder, '.');
  const lines = text.split('\n').map((line) => line.trim());
  const told = lines.filter((line) => line !== '' && !/^(?:#|warning:|walk\.go|level=|time=|[WI]\d{4} )/i.test(line));
  const line = (told.find((each) => /^(?:error|fatal)\b/i.test(each)) ?? told[0] ?? 'it said nothing').replace(/^error:\s*/i, '');
  const short = line.replace(LONG_WORD, '(…)');
  return short.length > LONGEST ? `${short.slice(0, LONGEST)}…` : short;
}
