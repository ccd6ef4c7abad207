import { type JsonObject, stringifyJson } from '../json.ts';
import { compareText } from '../kube-object.ts';
import type { DriftReport } from '../report.ts';
import { escapeControls, escapeText } from './escape-text.ts';
import type { Renderer } from './renderer.ts';
import { buildNotifications } from './sarif/build-notifications.ts';
import { buildResults } from './sarif/build-results.ts';
import { createRuleList } from './sarif/rule-list.ts';
import { CLUSTER_BASE, nameSourceBase } from './sarif/sarif-location.ts';

/** SARIF 2.1.0, for forges and editors: drift on the line of the manifest. Every departing field is a result, what was not checked a notification. */
export const sarifRenderer: Renderer = {
  name: 'sarif',
  mediaType: 'application/sarif+json',
  extension: 'sarif',
  tells: 'every-object',
  render: renderSarif,
};

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/;

function renderSarif(report: DriftReport): string {
  const log = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [buildRun(report)] };
  return `${escapeControls(stringifyJson(log, 2))}\n`;
}

function buildRun(report: DriftReport): JsonObject {
  const { check, verdict, counts, coverage, serverVersion, revisions, readAt } = report;
  const rules = createRuleList();
  const results = buildResults(report, rules);
  const { execution, configuration } = buildNotifications(report);
  const provenance = revisions.filter(({ url }) => isAddress(url));
  return {
    // The category under which a forge keeps apart what several clusters say of one repository.
    automationDetails: { id: `plumbline/${encodeURIComponent(check.id.toWellFormed())}/` },
    tool: { driver: { name: 'Plumbline', rules: rules.list(), notifications: listDescriptors([...execution, ...configuration]) } },
    invocations: [
      {
        // False where something was not read: that nothing is told of it does not mean that it is as git says.
        executionSuccessful: report.unchecked.length === 0,
        ...(INSTANT.test(readAt) ? { endTimeUtc: readAt } : {}),
        toolExecutionNotifications: execution,
        toolConfigurationNotifications: configuration,
      },
    ],
    ...(provenance.length === 0
      ? {}
      : {
          versionControlProvenance: provenance.map(({ source, url, commit, revision }) => ({
            repositoryUri: url,
            revisionId: escapeText(commit),
            branch: escapeText(revision),
            mappedTo: { uriBaseId: nameSourceBase(source) },
          })),
        }),
    originalUriBaseIds: {
      [CLUSTER_BASE]: { description: { text: 'Objects of the cluster, by namespace, kind and name: no files' } },
      ...Object.fromEntries(
        listSources(report).map((source) => [nameSourceBase(source), { description: { text: 'The root of the repository' } }]),
      ),
    },
    columnKind: 'utf16CodeUnits',
    results,
    properties: { cluster: { ...check.cluster }, verdict, serverVersion, readAt, counts: { ...counts }, coverageRatio: coverage.ratio },
  };
}

function listSources({ revisions }: DriftReport): string[] {
  return [...new Set(revisions.map(({ source }) => source))].sort(compareText);
}

function listDescriptors(notifications: readonly JsonObject[]): JsonObject[] {
  const ids = notifications.map(({ descriptor }) => String((descriptor as JsonObject)['id']));
  return [...new Set(ids)].sort(compareText).map((id) => ({ id, shortDescription: { text: DESCRIPTIONS[id] ?? id } }));
}

const DESCRIPTIONS: Readonly<Record<string, string>> = {
  unchecked: 'Something in scope could not be read: nothing is claimed about it',
  undecided: 'Nobody can decide whether the value departs',
  pruned: 'Git declares a field that the cluster does not know',
  suppressed: 'A rule let departures go',
  'set-aside': 'A file or object that is rightly not compared',
  advice: "About the operator's own rules",
};

function isAddress(url: string): boolean {
  return URL.canParse(url) && /^(https?|ssh|git):$/.test(new URL(url).protocol) && !/[\s<>"{}|\\^`]|[^\u0021-\u007e]/.test(url);
}
