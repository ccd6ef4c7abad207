import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { canonicalJson, parseJson } from '../../../functions/core/json.ts';
import { readDocument } from '../../../functions/core/manifests/read-document.ts';
import { splitDocuments } from '../../../functions/core/manifests/split-documents.ts';

/** What Go's sigs.k8s.io/yaml v1.6.0 makes of a text: its JSON, or `error`. `plumbline`: where we differ on purpose (duplicate keys; text Go refuses or drops). */
interface Row {
  readonly yaml: string;
  readonly go: string;
  readonly plumbline?: string;
}

const rows = JSON.parse(readFileSync(new URL('fixtures/kubernetes-yaml.json', import.meta.url), 'utf8')) as Row[];

function readFirst(yaml: string): string {
  const first = splitDocuments(yaml).find((document) => !/^(?:---\s*)?$/.test(document.text));
  const read = readDocument(first?.text ?? '');
  return 'reason' in read ? 'error' : canonicalJson(read[0]?.value ?? null);
}

for (const row of rows) {
  const differs = row.plumbline !== undefined;
  test(`reads ${JSON.stringify(row.yaml)} ${differs ? 'in its own way' : 'as Kubernetes does'}`, () => {
    const expected = row.plumbline ?? row.go;
    assert.equal(readFirst(row.yaml), expected === 'error' ? 'error' : canonicalJson(parseJson(expected)));
  });
}
