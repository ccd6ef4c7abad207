/** Where a file of a chart's templates makes an object of a kind: the line (1-based) of the document that says `kind:`. 1 where that cannot be told. */
export function locateTemplate(template: string, kind: string, nth: number): number {
  const lines = template.split('\n');
  const kinds = lines.flatMap((line, at) => (line.trim() === `kind: ${kind}` || line.trim() === `kind: "${kind}"` ? [at] : []));
  const found = kinds[Math.min(nth, kinds.length - 1)];
  if (found === undefined) return 1;
  for (let at = found; at >= 0 && !lines[at]?.startsWith('---'); at--) if (/^\s*apiVersion:/.test(lines[at] ?? '')) return at + 1;
  return found + 1;
}

/** The template that Helm says a document was made by, `chart/templates/web.yaml`; undefined where it does not say. */
export function readTemplateComment(document: string): string | undefined {
  return /^# Source: (.+)$/m.exec(document)?.[1]?.trim();
}
