import { dirname, join } from 'node:path/posix';
import type { Difference } from '../../core/difference.ts';
import { compareRefs } from '../../core/kube-object.ts';
import type { DriftReport } from '../../core/report.ts';
import { nameFile } from '../../core/ways-out/adopt/new-manifest.ts';
import { type AdoptionInput, type AdoptionPlan, planAdoption } from '../../core/ways-out/adopt/plan-adoption.ts';
import { planRestore, type Restore } from '../../core/ways-out/restore/plan-restore.ts';
import { type PreparedCheck, prepareCheck, type RunCheckOptions } from '../prepare-check.ts';
import { compareStates } from '../run-check.ts';
import { adoptRendered } from './adopt-rendered.ts';
import { type ReadDeparture, readDepartures } from './read-departures.ts';

/** Which departures are meant: all that a check finds now, or those that a report tells; of them those that `selects` takes. */
export interface WayOutChoice {
  readonly report?: DriftReport;
  readonly selects: (differences: readonly Difference[]) => readonly Difference[];
}

/** The report that was looked at, with what was found for it. */
export interface WaysOut<T> {
  readonly report: DriftReport;
  readonly found: T;
}

/** How git's state comes back, object by object. Reads git and cluster, writes nothing anywhere. */
export function findRestores(choice: WayOutChoice, options: RunCheckOptions): Promise<WaysOut<readonly Restore[]>> {
  return withDepartures(choice, options, async (departures) => departures.map(({ departure }) => planRestore(departure)));
}

/** What has to change in git so that it says what the cluster has. Nothing is written. */
export function findAdoptions(choice: WayOutChoice, options: RunCheckOptions): Promise<WaysOut<AdoptionPlan>> {
  return withDepartures(choice, options, async (departures, prepared) => {
    const inputs = departures.map((read) => placeAdoption(read, options, prepared));
    const texts = new Map<string, string>();
    for (const { place, newFile } of inputs) {
      const at = place ?? newFile;
      if (at === undefined || texts.has(`${at.source}\n${at.file}`)) continue;
      const text = await prepared.sources.readText(at.source, at.file);
      if (text !== undefined) texts.set(`${at.source}\n${at.file}`, text);
    }
    return adoptRendered(departures, planAdoption(inputs, texts), prepared);
  });
}

function withDepartures<T>(
  choice: WayOutChoice,
  options: RunCheckOptions,
  find: (departures: readonly ReadDeparture[], prepared: PreparedCheck) => Promise<T>,
): Promise<WaysOut<T>> {
  return prepareCheck(options, async (prepared) => {
    const report = choice.report ?? (await compareStates(options, prepared)).report;
    const differences = choice.selects(report.differences);
    return { report, found: await find(await readDepartures(differences, prepared, options), prepared) };
  });
}

function placeAdoption({ departure, placed }: ReadDeparture, options: RunCheckOptions, prepared: PreparedCheck): AdoptionInput {
  if (placed !== undefined) {
    const { origin, document, item } = placed.desired;
    return { departure, place: { source: origin.source, file: origin.file, document, ...(item === undefined ? {} : { item }) } };
  }
  const newFile = departure.difference.type === 'unmanaged' ? chooseFolder(departure.difference, options, prepared) : undefined;
  return {
    departure,
    ...(newFile === undefined
      ? {}
      : { newFile: { source: newFile.source, file: join(newFile.folder, nameFile(departure.difference.ref)) } }),
  };
}

/** Beside the manifests of its namespace, where git has some; else in the folder of a source that is delivered as it lies there. */
function chooseFolder(
  { ref }: Difference,
  { check }: RunCheckOptions,
  { plan }: PreparedCheck,
): { readonly source: string; readonly folder: string } | undefined {
  const plain = plan.objects.filter(({ desired }) => desired.isRendered !== true);
  const [neighbour] = plain
    .filter((placed) => placed.ref.namespace === ref.namespace && (ref.namespace !== null || placed.ref.kind === ref.kind))
    .sort((a, b) => compareRefs(a.ref, b.ref));
  if (neighbour !== undefined) return { source: neighbour.desired.origin.source, folder: dirname(neighbour.desired.origin.file) };
  const source = check.sources.find(({ id }) => plain.some(({ desired }) => desired.origin.source === id));
  return source && { source: source.id, folder: source.path };
}
