import type { SourceRef } from '../check.ts';
import type { IgnoreRule } from '../config/ignore-rule.ts';
import type { JsonObject } from '../json.ts';
import type { ReleaseFacts, ReleaseRecord } from './helm/release.ts';
import type { DeliveryTool, ToolObject } from './tool-object.ts';

/** A namespace that a tool makes on its own where it is not there, with what it keeps on it. */
export interface MadeNamespace {
  readonly name: string;
  readonly labels: JsonObject;
  readonly annotations: JsonObject;
}

/** A release that is a source: where it is kept, and what is told of it. */
export interface DiscoveredRelease extends Pick<ReleaseFacts, 'chart' | 'valueKeys' | 'fluxRelease'> {
  readonly record: ReleaseRecord;
}

/** A source that a delivery tool is told to deliver to this cluster. */
export interface DiscoveredSource {
  readonly source: SourceRef;
  readonly tool: DeliveryTool;
  /** What tells it. */
  readonly object: ToolObject;
  /** It is a release that Helm keeps in the cluster, and in no repository. Absent for all else. */
  readonly release?: DiscoveredRelease;
  /** The operator named the place: `RepositoryAddress.isListed`. */
  readonly isListed: boolean;
  /** Every object is put into this namespace, whatever it says itself. Absent: each says its own. */
  readonly namespaceOfAll?: string;
  /** The tool's own ignore rules, for the objects of this source. */
  readonly ignore: readonly IgnoreRule[];
  readonly namespaces: readonly MadeNamespace[];
  /** What keeps it from being compared as a whole, a sentence each: it is then not read, and named as unchecked. */
  readonly problems: readonly string[];
  /** What whoever reads the report should know of it, a sentence each. */
  readonly notes: readonly string[];
}

/** Something that is delivered to another cluster than the one checked. */
export interface ElsewhereSource {
  readonly tool: DeliveryTool;
  readonly object: ToolObject;
  readonly destination: string;
}

/** Something that an object says and that is not understood, or cannot be looked up: what it would tell is not known. */
export interface DiscoveryProblem {
  readonly object: ToolObject;
  readonly message: string;
}

/** What one or several objects tell. */
export interface Discovered {
  readonly sources: readonly DiscoveredSource[];
  readonly elsewhere: readonly ElsewhereSource[];
  readonly problems: readonly DiscoveryProblem[];
  /** Objects that are made of others, and tell sources in turn. */
  readonly made: readonly ToolObject[];
}

/** Nothing at all. */
export const NOTHING_DISCOVERED: Discovered = { sources: [], elsewhere: [], problems: [], made: [] };
