import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** Rendered manifests of a real project, as one text of several documents. */
export interface Corpus {
  readonly name: string;
  readonly text: string;
}

/** Reads every `*.yaml` and `*.yaml.gz` of a directory. */
export function readCorpora(directory: string): Corpus[] {
  const names = readdirSync(directory).filter((name) => /\.yaml(\.gz)?$/.test(name));
  return names.sort().map((name) => {
    const bytes = readFileSync(join(directory, name));
    return { name: name.replace(/\.yaml(\.gz)?$/, ''), text: (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8') };
  });
}
