import { buildTestAlert } from '../core/alert/build-test-alert.ts';
import { TAKES_NO_DIGEST } from '../core/config/find-digest-conflicts.ts';
import type { RouteConfig } from '../core/config/fleet-config.ts';
import { findInterval } from '../core/config/list-schedules.ts';
import { type Config, DEFAULT_CONFIG, parseConfig } from '../core/config.ts';
import { buildTestDigest } from '../core/digest/build-test-digest.ts';
import { messageOf, PlumblineError } from '../core/errors.ts';
import { buildFailure, buildReading } from '../core/history/build-point.ts';
import type { HistoryPoint } from '../core/history/check-history.ts';
import { observeFailure, observeReport } from '../core/incident/build-observation.ts';
import type { IncidentSettings } from '../core/incident/incident-settings.ts';
import { listAccepted } from '../core/incident/list-accepted.ts';
import type { Observation } from '../core/incident/sighting.ts';
import type { CheckOutcome } from '../core/notification/check-outcome.ts';
import { readFailure } from '../core/notification/read-failure.ts';
import type { DriftReport } from '../core/report.ts';
import { openChannel } from './channels.ts';
import type { DocumentStore } from './documents/document-store.ts';
import { type HistoryPlace, keepHistory, writeIndex } from './history/keep-history.ts';
import { keepAccepted } from './incidents/keep-accepted.ts';
import { keepRoutes } from './incidents/keep-routes.ts';
import { openRoutes, type RouteWorld } from './incidents/open-routes.ts';
import { recordRun } from './incidents/record-run.ts';
import { type DigestRoute, type DigestTelling, tellDigests } from './incidents/tell-digests.ts';
import { type Telling, tellIncidents } from './incidents/tell-incidents.ts';
import { openDigestRoute } from './open-route.ts';

/** What notifying takes. */
export interface NotifyServices {
  readonly store: DocumentStore;
  /** What is kept beside the reports. */
  readonly history: HistoryPlace;
  readonly readConfig: () => Promise<string>;
  /** What errors call the configuration. */
  readonly configAddress: string;
  /** The places of the installation itself, which are told everything. */
  readonly own: { readonly chatTopic: string; readonly jsonTopic: string; readonly eventBus: string };
  readonly world: RouteWorld;
}

/** Of a check: how many of its departures are open. Of a run: how many messages were confirmed. Of a test: the route that took it, or why it did not. */
export type NotifyResult =
  | { readonly check: string; readonly open: number }
  | { readonly sent: number }
  | { readonly tested: string }
  | { readonly error: string; readonly advice?: string };

/** Brings the incidents of a check up to date with how a run of it ended. */
export async function recordOutcome(services: NotifyServices, outcome: CheckOutcome): Promise<NotifyResult> {
  const { config } = await readConfig(services);
  const { observation, point, report } = await observe(services, outcome, config.alerts);
  const book = await recordRun(services.store, observation, config.alerts);
  // Last: where its pages cannot be written, the run is told of all the same.
  await keepHistory(services.history, { point, book, everyMinutes: findInterval(outcome.check, config) }, report);
  return { check: outcome.check, open: book.entries.filter(({ state }) => state === 'open').length };
}

interface Observed {
  readonly observation: Observation;
  readonly point: HistoryPoint;
  readonly report?: DriftReport;
}

async function observe({ world }: NotifyServices, outcome: CheckOutcome, settings: IncidentSettings): Promise<Observed> {
  const { run, reportKey, error, at } = outcome;
  if (reportKey === undefined) {
    const told = error === undefined ? outcome : { ...outcome, error: readFailure(error) };
    return { observation: observeFailure(told), point: buildFailure(at, told.error ?? 'the check failed') };
  }
  const report = await world.readReport(reportKey);
  if (report === undefined) throw new PlumblineError('runtime', `the report ${reportKey} of run ${run} is gone`);
  return { observation: observeReport(report, { run, reportKey }, settings), point: buildReading(report, reportKey), report };
}

/** Tells every route what is new. Rejects with all that was not confirmed; where the configuration cannot be read, the installation's own places are told all the same. */
export async function tellFleet(services: NotifyServices): Promise<NotifyResult> {
  const { config, problem } = await readConfig(services);
  const told = config.routes.filter(({ incidents }) => incidents !== 'none');
  const routes = openRoutes([...listOwnRoutes(services.own), ...told], services.world);
  const options = { now: services.world.now, settings: config.alerts, accepted: listAccepted(config.accepted) };
  // Where the configuration cannot be read, what was kept of it holds.
  if (problem === undefined) await Promise.all([keepAccepted(services.store, options.accepted), keepRoutes(services.store, config.routes)]);
  const incidents = await tellIncidents(services.store, routes, options);
  // A digest that was not confirmed when it was due is made up for.
  const digests = await tellDigests(services.store, openDigestRoutes(config, services), options);
  const pages = await writeIndex(services.history).then(
    () => [],
    (error: unknown) => [error],
  );
  return settle([incidents, digests], [...(problem === undefined ? [] : [problem]), ...pages]);
}

/** Tells the digests that are due. Rejects with all that was not confirmed, or where the configuration cannot be read, which names them. */
export async function tellDueDigests(services: NotifyServices): Promise<NotifyResult> {
  const { config, problem } = await readConfig(services);
  const options = { now: services.world.now, accepted: listAccepted(config.accepted) };
  return settle([await tellDigests(services.store, openDigestRoutes(config, services), options)], problem === undefined ? [] : [problem]);
}

function openDigestRoutes({ routes }: Config, { world }: NotifyServices): DigestRoute[] {
  return routes.filter(({ digests = [] }) => digests.length > 0).map((route) => openDigestRoute(route, world));
}

function settle(tellings: readonly (Telling | DigestTelling)[], problems: readonly unknown[]): { readonly sent: number } {
  const sent = tellings.reduce((sum, telling) => sum + telling.sent, 0);
  const failures = tellings.flatMap(({ failures }) => failures.map(({ error }) => error));
  const errors = [...problems, ...failures];
  if (errors.length > 0) {
    throw new AggregateError(
      errors,
      `${sent} messages were delivered, and this was not: ${[...new Set(errors.map(messageOf))].join('; ')}`,
    );
  }
  return { sent };
}

/** Sends a sample to one route, on the way that every alert goes, and takes it back at once. What a provider said is an answer, too. */
export function testRoute(services: NotifyServices, name: string): Promise<NotifyResult> {
  return tryRoute(services, name, async (route) => {
    const channel = openChannel(route, services.world);
    const at = services.world.now();
    const receipt = await channel.send(buildTestAlert(name, 'opened', at), undefined);
    await channel.send(buildTestAlert(name, 'resolved', at), receipt);
  });
}

/** Sends a sample of a digest to one route, whether or not it is told any. */
export function testDigest(services: NotifyServices, name: string): Promise<NotifyResult> {
  return tryRoute(services, name, async (route) => {
    const { sendDigest } = openChannel(route, services.world);
    const reason = TAKES_NO_DIGEST[route.channel.type] ?? '';
    if (sendDigest === undefined) throw new PlumblineError('usage', `a channel ${route.channel.type} takes no digest: ${reason}`);
    await sendDigest(buildTestDigest(name, services.world.now()));
  });
}

async function tryRoute(services: NotifyServices, name: string, send: (route: RouteConfig) => Promise<void>): Promise<NotifyResult> {
  try {
    const { config, problem } = await readConfig(services);
    if (problem !== undefined) throw problem;
    const routes = [...listOwnRoutes(services.own), ...config.routes];
    const route = routes.find((each) => each.name === name);
    if (route === undefined) {
      const known = routes.map((each) => each.name).join(', ');
      throw new PlumblineError('usage', `there is no route ${name}`, { advice: `There are ${known}.` });
    }
    await send(route);
    return { tested: name };
  } catch (error) {
    if (!(error instanceof PlumblineError)) throw error;
    return { error: error.message, ...(error.advice === undefined ? {} : { advice: error.advice }) };
  }
}

/** Their names are none that a configuration could give. */
function listOwnRoutes({ chatTopic, jsonTopic, eventBus }: NotifyServices['own']): RouteConfig[] {
  return [
    { name: 'installation:chat', channel: { type: 'sns', topic: chatTopic, format: 'chat' } },
    { name: 'installation:json', channel: { type: 'sns', topic: jsonTopic, format: 'json' } },
    { name: 'installation:events', channel: { type: 'event-bridge', bus: eventBus } },
  ];
}

async function readConfig(services: NotifyServices): Promise<{ readonly config: Config; readonly problem?: unknown }> {
  try {
    return { config: parseConfig(await services.readConfig(), services.configAddress) };
  } catch (problem) {
    return { config: DEFAULT_CONFIG, problem };
  }
}
