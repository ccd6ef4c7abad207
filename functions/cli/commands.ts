import type { Command } from './command.ts';

/** A command and how to get it: loaded only when it is run, so that `plumbline help` is there at once. */
export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<Command>;
}

/** Every command, in the order of the help. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'check',
    summary: 'Compare a cluster with git',
    load: async () => (await import('./commands/check.ts')).checkCommand,
  },
  {
    name: 'explain',
    summary: 'Print every field of one object with the rule that judged it',
    load: async () => (await import('./commands/explain.ts')).explainCommand,
  },
  {
    name: 'restore',
    summary: 'Print the commands that put git back, field by field',
    load: async () => (await import('./commands/restore.ts')).restoreCommand,
  },
  {
    name: 'adopt',
    summary: 'Print the diff that makes git say what the cluster has',
    load: async () => (await import('./commands/adopt.ts')).adoptCommand,
  },
  {
    name: 'discover',
    summary: 'Print what Argo CD and Flux are told to deliver',
    load: async () => (await import('./commands/discover.ts')).discoverCommand,
  },
  {
    name: 'render',
    summary: 'Print what git declares, kustomizations and charts rendered',
    load: async () => (await import('./commands/render.ts')).renderCommand,
  },
  {
    name: 'report',
    summary: 'Read a stored report again: the latest, or the one in force at a time',
    load: async () => (await import('./commands/report.ts')).reportCommand,
  },
  {
    name: 'report list',
    summary: 'List stored reports with their verdicts',
    load: async () => (await import('./commands/report-list.ts')).reportListCommand,
  },
  {
    name: 'report open',
    summary: 'Write a stored report as a page and open it',
    load: async () => (await import('./commands/report-open.ts')).reportOpenCommand,
  },
  {
    name: 'report diff',
    summary: 'Compare two stored reports: what is new, gone, changed',
    load: async () => (await import('./commands/report-diff.ts')).reportDiffCommand,
  },
  {
    name: 'report export',
    summary: 'Put the reports of a span of time into one file',
    load: async () => (await import('./commands/report-export.ts')).reportExportCommand,
  },
  {
    name: 'fleet',
    summary: 'Compare the clusters of a fleet: who drifts from its siblings, and where',
    load: async () => (await import('./commands/fleet.ts')).fleetCommand,
  },
  {
    name: 'history',
    summary: 'Tell how drift came and went: its pages, links to them, in a terminal',
    load: async () => (await import('./commands/history.ts')).historyCommand,
  },
  {
    name: 'evidence',
    summary: 'Make one file for an auditor of a stored report, signed on request',
    load: async () => (await import('./commands/evidence.ts')).evidenceCommand,
  },
  {
    name: 'verify-evidence',
    summary: 'Verify every byte of such a file, and who signed it',
    load: async () => (await import('./commands/verify-evidence.ts')).verifyEvidenceCommand,
  },
  {
    name: 'images',
    summary: 'Compare what two clusters run, digest by digest',
    load: async () => (await import('./commands/images.ts')).imagesCommand,
  },
  {
    name: 'gate',
    summary: 'Ask the deployed service about a release: what has drifted, what will change',
    load: async () => (await import('./commands/gate.ts')).gateCommand,
  },
  {
    name: 'incidents',
    summary: 'List what is open in the fleet of an installation',
    load: async () => (await import('./commands/incidents.ts')).incidentsCommand,
  },
  {
    name: 'digest',
    summary: 'Sum up the last day or week: open, new, over, snoozed, accepted, coverage',
    load: async () => (await import('./commands/digest.ts')).digestCommand,
  },
  {
    name: 'snooze',
    summary: 'Leave an incident alone for a while, with a reason',
    load: async () => (await import('./commands/snooze.ts')).snoozeCommand,
  },
  {
    name: 'alert',
    summary: 'Try a route of an installation with a sample',
    load: async () => (await import('./commands/alert.ts')).alertCommand,
  },
  {
    name: 'demo',
    summary: 'Check a recorded cluster: no cluster and no network needed',
    load: async () => (await import('./commands/demo.ts')).demoCommand,
  },
  {
    name: 'rbac',
    summary: 'Print the role that Plumbline needs in a cluster',
    load: async () => (await import('./commands/rbac.ts')).rbacCommand,
  },
  {
    name: 'record',
    summary: 'Record what a check reads from a cluster, Secrets masked',
    load: async () => (await import('./commands/record.ts')).recordCommand,
  },
  {
    name: 'init',
    summary: 'Write plumbline.yaml from a kubeconfig or an account',
    load: async () => (await import('./commands/init.ts')).initCommand,
  },
  {
    name: 'validate',
    summary: 'Check plumbline.yaml and tell what it says',
    load: async () => (await import('./commands/validate.ts')).validateCommand,
  },
  {
    name: 'schema',
    summary: 'Print the JSON Schema of plumbline.yaml, or of a report',
    load: async () => (await import('./commands/schema.ts')).schemaCommand,
  },
];
