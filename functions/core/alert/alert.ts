import type { ManagerClass } from '../difference.ts';
import type { AlertType } from '../incident/thread.ts';
import type { SeverityLevel } from '../severity/severity.ts';

/** One field or object that departs, in words; values are masked and short. */
export interface AlertDifference {
  readonly cluster: string;
  /** Of the cluster; absent where nobody told. */
  readonly environment?: string;
  /** `Deployment.apps shop/web`. */
  readonly object: string;
  /** `.spec.replicas`; absent where the whole object departs. */
  readonly at?: string;
  /** `missing`: git has it and the cluster does not; `extra`: the other way round. */
  readonly type: 'changed' | 'missing' | 'extra';
  /** Git's value, the live value. Absent where there is none on that side, or where the whole object departs. */
  readonly desired?: string;
  readonly live?: string;
  readonly severity: SeverityLevel;
  /** Who set it, as managedFields names the manager; a claim, no proof. */
  readonly manager?: string;
  readonly managerClass?: ManagerClass;
  /** When it was set, or before, RFC 3339. */
  readonly since?: string;
  /** `deploy/web.yaml:14` */
  readonly file?: string;
  /** Where the forge shows that line at that commit, if its address is known. */
  readonly fileUrl?: string;
  /** Who last set that line in git, with which commit or request, and when: `git line set by Ann in #41, 3 Nov 2026`. Absent where history does not tell. */
  readonly blame?: string;
}

/** A way out, as text: Plumbline applies neither. */
export interface WayOut {
  /** What it does, one sentence. */
  readonly does: string;
  /** What to run, or to write; several lines. */
  readonly text: string;
}

/** A commit that was compared. */
export interface AlertCommit {
  readonly source: string;
  readonly commit: string;
  readonly url?: string;
}

/** One message about one incident for one route. Everything in it is masked and free of control characters; nothing in it is markup yet. */
export interface Alert {
  /** The same at every attempt to deliver it, and another for every message. */
  readonly id: string;
  /** The same for every message of one incident on one route, whatever happens to it. */
  readonly thread: string;
  /** What people type to snooze it. */
  readonly incident: string;
  readonly type: AlertType;
  /** Only what can be updated in place is to be: it is no news for anybody. */
  readonly quiet: boolean;
  /** How often the incident was opened. */
  readonly generation: number;
  /** Of `snoozed`: who has it, until when (RFC 3339) and why. */
  readonly snooze?: { readonly until: string; readonly owner: string; readonly reason: string };
  /** The first news since a snooze was told: nobody has it any more. */
  readonly afterSnooze?: true;
  readonly route: string;
  readonly title: string;
  readonly severity: SeverityLevel;
  /** Completes "… , since it …" of the severity: `grants rights in the whole cluster`. Absent for a check that cannot do its work. */
  readonly why?: string;
  readonly about: 'drift' | 'rollout' | 'check';
  /** Of a check: that it failed, or that it saw a part only. */
  readonly checkState?: 'failed' | 'incomplete';
  readonly flapping: boolean;
  readonly clusters: readonly string[];
  /** Of the clusters, sorted; empty where nobody told. */
  readonly environments: readonly string[];
  /** Namespaces and teams of the objects, sorted. */
  readonly namespaces: readonly string[];
  readonly teams: readonly string[];
  /** Objects that depart by now, and what of them is new since the message before. */
  readonly counts: { readonly objects: number; readonly added: number; readonly changed: number; readonly removed: number };
  /** The first ones; `counts.objects` says how many there are. */
  readonly differences: readonly AlertDifference[];
  /** Names of objects that are new or changed since the message before, or that are over; the first ones. */
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
  /** How what is over ended, one text each, as far as the cluster's records and git tell; the first ones. Empty: nobody knows. */
  readonly endings: readonly string[];
  /** Of a check that cannot do its work: what is wrong and what to do. */
  readonly problem?: string;
  readonly at: string;
  readonly openedAt: string;
  readonly onset?: string;
  readonly resolvedAt?: string;
  readonly commits: readonly AlertCommit[];
  /** Opens the report, where there is an address for it. */
  readonly reportUrl?: string;
  /** Reads the stored report, and checks again. */
  readonly commands: { readonly report: string; readonly check: string; readonly snooze: string };
  readonly restore?: WayOut;
  readonly adopt?: WayOut;
}
