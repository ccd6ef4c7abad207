import type { SetAside } from '../desired-state.ts';
import type { FileClaims } from './classify-files.ts';
import { baseNameOf, folderOf, isBelow } from './file-paths.ts';

const CHART_FILE = /^(?:Chart\.(?:yaml|lock)|requirements\.yaml)$/;
const VALUES_FILE = /^values.*\.(?:ya?ml|json)$/i;
const CHART_FOLDER = /^(?:templates|charts|crds|ci)\//;

/** Claims what belongs to Helm charts, and names each chart, but not the charts inside it. */
export function classifyCharts(files: readonly string[]): FileClaims {
  const folders = files.filter((file) => baseNameOf(file) === 'Chart.yaml').map(folderOf);
  const charts = folders.filter((folder) => !folders.some((parent) => parent !== folder && isBelow(folder, join(parent, 'charts'))));
  const setAside = new Map<string, Pick<SetAside, 'reason' | 'message'>>();
  for (const chart of charts) {
    for (const file of files) {
      if (!isBelow(file, chart)) continue;
      const inChart = chart === '' ? file : file.slice(chart.length + 1);
      if (CHART_FILE.test(inChart) || CHART_FOLDER.test(inChart)) {
        setAside.set(file, { reason: 'helm-template', message: 'part of a Helm chart, which is not what the cluster gets' });
      } else if (VALUES_FILE.test(inChart)) {
        setAside.set(file, { reason: 'helm-values', message: 'values of a Helm chart' });
      }
    }
  }
  return { setAside, render: charts.map((chart) => ({ file: join(chart, 'Chart.yaml'), what: 'a Helm chart' })), unchecked: new Map() };
}

function join(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}
