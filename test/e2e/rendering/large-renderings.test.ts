import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { gapsOf, readFiles } from '../../support/read-rendered.ts';
import { openTestWorkbench } from '../../support/workbench.ts';

const RENDERING = { type: 'helm', chart: { type: 'path' }, namespace: 'x', valuesFiles: [] } as const;

async function refusalOf(t: TestContext, template: string, bench = openTestWorkbench()): Promise<string> {
  const desired = await readFiles(
    t,
    { 'Chart.yaml': 'name: c\nversion: 1.0.0\n', 'templates/a.yaml': template },
    { rendering: RENDERING, bench },
  );
  return gapsOf(desired).join('\n');
}

test('a template of a gigabyte ends within its memory', async (t) => {
  const before = process.memoryUsage().rss;
  assert.match(
    await refusalOf(t, '{{ repeat 1000000000 "x" }}'),
    /helm was stopped: it (needed more memory than it may have|printed more than 64 MB)/,
  );
  assert.ok(process.memoryUsage().rss - before < 500_000_000);
});

test('a template that doubles itself without end runs out of memory or time', async (t) => {
  const template = '{{ define "a" }}{{ include "a" . }}{{ include "a" . }}{{ end }}{{ include "a" . }}';
  assert.match(await refusalOf(t, template, openTestWorkbench({ timeoutMs: 20_000 })), /helm was stopped|helm failed/);
});

test('a chart with a file that is unpacked to more than there is room for is refused', async (t) => {
  const blob = Buffer.alloc(300_000_000);
  const desired = await readFiles(t, { 'Chart.yaml': 'name: c\nversion: 1.0.0\n', 'files/zero': blob }, { rendering: RENDERING });
  assert.match(gapsOf(desired).join('\n'), /files\/zero cannot be read: its object is missing, damaged or larger than 256 MB/);
});
