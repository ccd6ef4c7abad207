import { createHash } from 'node:crypto';
import type { ResolvedInput } from '../../core/rendering/resolved-input.ts';
import { isExactVersion } from '../../core/versions/choose-version.ts';
import { type FetchedChart, fetchChart, hostOfChart, type RemoteChart } from './fetch-chart.ts';
import { RenderRefusal } from './render-refusal.ts';
import type { Workbench } from './workbench.ts';

/** A chart that something in a repository needs, with the address where it says that it is. */
export interface NeededChart {
  readonly name: string;
  /** A version or a range; '' is the newest. */
  readonly version: string;
  readonly repository: string;
}

/**
 * Brings a chart that a repository names: from the host `own`, or from one that the operator named. What came is added to `resolved`. Throws
 * RenderRefusal where it may not be had, or cannot.
 */
export async function fetchNeeded(chart: NeededChart, own: string, bench: Workbench, resolved: ResolvedInput[]): Promise<Uint8Array> {
  const remote = describeNeeded(chart);
  const host = hostOfChart(remote);
  if (host !== own && !bench.fetch.hosts.includes(host)) {
    throw new RenderRefusal(
      `it needs the chart ${chart.name} of ${host}, which is not in charts/: vendor it (helm dependency build), or name the host in chartHosts of the configuration`,
    );
  }
  const fetched = await bench.inTurn(() => fetchChart(remote, bench.fetch));
  resolved.push(describeChart(remote, fetched));
  return fetched.archive;
}

/** What a chart stood for. One that names a single version, or a digest, is taken to stand for it for ever. */
export function describeChart(chart: RemoteChart, { version, archive }: FetchedChart): ResolvedInput {
  const wanted = chart.digest ?? (chart.type === 'oci' ? chart.tag : undefined) ?? chart.version ?? '*';
  return {
    type: 'chart',
    name: nameOfChart(chart),
    wanted,
    found: version,
    digest: `sha256:${createHash('sha256').update(archive).digest('hex')}`,
    ...(chart.digest === undefined && !isExactVersion(wanted) ? { moves: true } : {}),
  };
}

export function nameOfChart(chart: RemoteChart): string {
  return chart.type === 'repository' ? chart.name : (chart.url.split('/').at(-1) ?? 'chart');
}

function describeNeeded({ name, version, repository }: NeededChart): RemoteChart {
  const wanted = version === '' ? '*' : version;
  if (repository.startsWith('oci://')) return { type: 'oci', url: `${repository.replace(/\/+$/, '')}/${name}`, version: wanted };
  if (!/^https?:\/\//.test(repository)) {
    throw new RenderRefusal(
      `it needs the chart ${name} of ${repository.slice(0, 60)}, which nobody but your machine knows: give the address, or vendor it`,
    );
  }
  return { type: 'repository', url: repository, name, version: wanted };
}
