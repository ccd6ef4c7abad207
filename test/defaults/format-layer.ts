import { stringifyJson } from '../../functions/core/json.ts';
import type { DefaultsLayer } from '../../functions/core/kinds/defaults-tables.ts';

/** One line for each default that the version brought, changed or lost. */
export function formatLayer(layer: DefaultsLayer): string {
  const kinds = Object.entries(layer.kinds).map(([kind, paths]) => {
    const lines = Object.entries(paths ?? {}).map(([path, values]) => `      ${JSON.stringify(path)}: ${stringifyJson(values)}`);
    if (lines.length === 0) return `    ${JSON.stringify(kind)}: ${paths === null ? 'null' : '{}'}`;
    return `    ${JSON.stringify(kind)}: {\n${lines.join(',\n')}\n    }`;
  });
  if (kinds.length === 0) return `{\n  "version": ${JSON.stringify(layer.version)},\n  "kinds": {}\n}\n`;
  return `{\n  "version": ${JSON.stringify(layer.version)},\n  "kinds": {\n${kinds.join(',\n')}\n  }\n}\n`;
}
