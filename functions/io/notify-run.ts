import { buildTestAlert } from '../core/alert/build-test-alert.ts';
import type { RouteConfig } from '../core/config/fleet-config.ts';
import { type Config, DEFAULT_CONFIG, parseConfig } from '../core/config.ts';
import { messageOf, PlumblineError } from '../core/errors.ts';
import { observeFailure, observeReport } from '../core/incident/build-observation.ts';
import type { IncidentSettings } from '../core/incident/incident-settings.ts';
import { listAccepted } from '../core/incident/list-accepted.ts';
import type { Observation } from '../core/incident/sighting.ts';
import type { CheckOutcome } from '../core/notification/check-outcome.ts';
import { readFailure } from '../core/notification/read-failure.ts';
import { openChannel } from './channels.ts';
import type { DocumentStore } from './documents/document-store.ts';
import { keepAccepted } from './incidents/keep-accepted.ts';
import { openRoutes, type RouteWorld } from './incidents/open-routes.ts';
import { recordRun } from './incidents/record-run.ts';
import { tellIncidents } from './incidents/tell-incidents.ts';

/** What notifying takes. */
export interface NotifyServices {
  readonly store: DocumentStore;
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
  const book = await recordRun(services.store, await observe(services, outcome, config.alerts), config.alerts);
  return { check: outcome.check, open: book.entries.filter(({ state }) => state === 'open').length };
}

async function observe({ world }: NotifyServices, outcome: CheckOutcome, settings: IncidentSettings): Promise<Observation> {
  const { run, reportKey, error } = outcome;
  if (reportKey === undefined) return observeFailure(error === undefined ? outcome : { ...outcome, error: readFailure(error) });
  const report = await world.readReport(reportKey);
  if (report === undefined) throw new PlumblineError('runtime', `the report ${reportKey} of run ${run} is gone`);
  return observeReport(report, { run, reportKey }, settings);
}

/** Tells every route what is new. Rejects with all that was not confirmed; where the configuration cannot be read, the installation's own places are told all the same. */
export async function tellFleet(services: NotifyServices): Promise<NotifyResult> {
  const { config, problem } = await readConfig(services);
  const routes = openRoutes([...listOwnRoutes(services.own), ...config.routes], services.world);
  const options = { now: services.world.now, settings: config.alerts, accepted: listAccepted(config.accepted) };
  // Where the configuration cannot be read, what was kept of it holds.
  if (problem === undefined) await keepAccepted(services.store, options.accepted);
  const { sent, failures } = await tellIncidents(services.store, routes, options);
  const errors = [...(problem === undefined ? [] : [problem]), ...failures.map(({ error }) => error)];
  if (errors.length > 0) {
    throw new AggregateError(
      errors,
      `${sent} messages were delivered, and this was not: ${[...new Set(errors.map(messageOf))].join('; ')}`,
    );
  }
  return { sent };
}

/** Sends a sample to one route, on the way that every alert goes, and takes it back at once. What a provider said is an answer, too. */
export async function testRoute(services: NotifyServices, name: string): Promise<NotifyResult> {
  try {
    const { config, problem } = await readConfig(services);
    if (problem !== undefined) throw problem;
    const routes = [...listOwnRoutes(services.own), ...config.routes];
    const route = routes.find((each) => each.name === name);
    if (route === undefined) {
      const known = routes.map((each) => each.name).join(', ');
      throw new PlumblineError('usage', `there is no route ${name}`, { advice: `There are ${known}.` });
    }
    const channel = openChannel(route, services.world);
    const at = services.world.now();
    const receipt = await channel.send(buildTestAlert(name, 'opened', at), undefined);
    await channel.send(buildTestAlert(name, 'resolved', at), receipt);
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
