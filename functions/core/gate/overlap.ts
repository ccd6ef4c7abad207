import type { FieldDifference } from '../difference.ts';
import { canonicalJson } from '../json.ts';

type Placed = Pick<FieldDifference, 'path' | 'at'>;

/** Says of a field whether it is one of these, stands above one of them or below one. */
export function createOverlap(fields: readonly Placed[]): (field: Placed) => boolean {
  const exact = new Set(fields.map(({ at }) => at));
  const above = new Set<string>();
  const all = new Set<string>();
  for (const field of fields) {
    const steps = listSteps(field);
    for (const step of steps.slice(0, -1)) above.add(step);
    all.add(steps.at(-1) ?? '');
  }
  return (field) => {
    if (exact.has(field.at)) return true;
    const steps = listSteps(field);
    return above.has(steps.at(-1) ?? '') || steps.some((step) => all.has(step));
  };
}

/** The path and every path above it, as text. */
function listSteps({ path }: Placed): string[] {
  let step = '';
  return path.map((element) => {
    step += `/${canonicalJson(element)}`;
    return step;
  });
}
