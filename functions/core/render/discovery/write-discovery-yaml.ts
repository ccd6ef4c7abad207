import type { Discovered, DiscoveredSource } from '../../discover/discovered-source.ts';
import { titleOf } from '../../discover/tool-object.ts';
import { writeComment, writeScalar } from '../../init/write-scalar.ts';
import { type JsonObject, stringifyJson } from '../../json.ts';
import type { ChartRef, RenderingRequest } from '../../rendering-request.ts';

/** What was found as `sources` of plumbline.yaml, to be checked without asking the tool again. */
export function writeDiscoveryYaml({ sources }: Discovered): string {
  const usable = sources.filter(({ problems, release }) => problems.length === 0 && release === undefined);
  const left = sources.filter(({ problems }) => problems.length > 0);
  return [
    '# What delivery tools deliver, as it is today: `plumbline discover` writes it, and `from` in a source finds it anew at every run.',
    usable.length === 0 ? 'sources: []' : 'sources:',
    ...usable.flatMap(writeSource),
    ...(sources.some(({ release }) => release !== undefined)
      ? ['# Releases that Helm keeps in the cluster stand in no repository; this finds them at every run: {id: releases, from: helm}']
      : []),
    ...left.flatMap(({ object, problems }) => problems.map((problem) => writeComment(`Left out: ${titleOf(object)}: ${problem}`))),
  ]
    .map((line) => `${line}\n`)
    .join('');
}

function writeSource({ source, object }: DiscoveredSource): string[] {
  const { id, url, revision, path, defaultNamespace, rendering } = source;
  return [
    `  - id: ${writeScalar(id)} ${writeComment(titleOf(object))}`,
    `    url: ${writeScalar(url)}`,
    `    revision: ${writeScalar(revision)}`,
    ...(path === '' ? [] : [`    path: ${writeScalar(path)}`]),
    `    namespace: ${writeScalar(defaultNamespace)}`,
    ...writeRendering(rendering),
  ];
}

/** As `render` of a source has it; JSON is YAML. */
function writeRendering(rendering: RenderingRequest | undefined): string[] {
  switch (rendering?.type) {
    case undefined:
      return [];
    case 'plain':
      return [`    render: ${stringifyJson(rendering)}`];
    case 'kustomize': {
      const more = [...Object.keys(rendering.overlay ?? {}), ...(rendering.substitute === undefined ? [] : ['variables'])];
      const note =
        more.length === 0 ? [] : [`    ${writeComment(`What the tool adds cannot be written here, only found: ${more.join(', ')}`)}`];
      return [`    render: ${stringifyJson({ type: 'kustomize' })}`, ...note];
    }
    case 'helm': {
      const { chart, releaseName, namespace: _namespace, postRender, ...rest } = rendering;
      const note =
        postRender === undefined ? [] : [`    ${writeComment('What is laid over the chart cannot be written here, only found.')}`];
      return [`    render: ${stringifyJson({ ...rest, release: releaseName, ...writeChart(chart) })}`, ...note];
    }
  }
}

function writeChart(chart: ChartRef): JsonObject {
  switch (chart.type) {
    case 'path':
      return {};
    case 'repository':
      return { chart: { repository: chart.url, name: chart.name, version: chart.version } };
    case 'oci':
      return {
        chart: {
          oci: chart.url,
          ...(chart.version === undefined ? {} : { version: chart.version }),
          ...(chart.digest === undefined ? {} : { digest: chart.digest }),
        },
      };
  }
}
