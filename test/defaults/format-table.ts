import { stringifyJson } from '../../functions/core/json.ts';
import type { DefaultsTable } from '../../functions/core/kinds/default-values.ts';

/** One line for each default, so that a version's table differs from the last one's by as many lines as there are changes. */
export function formatTable(table: DefaultsTable): string {
  const kinds = Object.entries(table.kinds).map(([kind, paths]) => {
    const lines = Object.entries(paths).map(([path, values]) => `      ${JSON.stringify(path)}: ${stringifyJson(values)}`);
    return lines.length === 0 ? `    ${JSON.stringify(kind)}: {}` : `    ${JSON.stringify(kind)}: {\n${lines.join(',\n')}\n    }`;
  });
  return `{\n  "version": ${JSON.stringify(table.version)},\n  "kinds": {\n${kinds.join(',\n')}\n  }\n}\n`;
}
