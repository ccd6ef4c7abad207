import type { Scope } from './check.ts';
import type { AcceptedDrift } from './config/alerts-schema.ts';
import { configSchema } from './config/config-schema.ts';
import type { FleetConfig } from './config/fleet-config.ts';
import type { IgnoreRule } from './config/ignore-rule.ts';
import { readCheckedYaml } from './config/read-yaml.ts';
import type { SeverityOverride } from './config/severity-override.ts';
import { PlumblineError } from './errors.ts';
import type { IncidentSettings } from './incident/incident-settings.ts';
import type { ConfiguredDelivery } from './owners/find-delivery.ts';
import type { ProvenanceConfig } from './provenance/provenance-request.ts';

/** What the operator says about checks, from `plumbline.yaml`. Everything has a default: without a file all of it is as if the file were empty. */
export interface Config extends FleetConfig {
  readonly alerts: IncidentSettings;
  readonly accepted: readonly AcceptedDrift[];
  readonly ignore: readonly IgnoreRule[];
  readonly severity: readonly SeverityOverride[];
  readonly scope: Scope;
  readonly delivery: readonly ConfiguredDelivery[];
  /** Field managers of the operator's own controllers, with `*`. */
  readonly controllers: readonly string[];
  /** Whether Pods are listed, and the repositories of ECR that are asked what a tag names. */
  readonly images: { readonly check: boolean; readonly ecr: readonly string[] };
  /** Commits that a new clone holds at most, for blame. */
  readonly blame: { readonly depth: number };
  /** Keys of AWS KMS, by ARN, that may decrypt what SOPS encrypts in git. */
  readonly sops: { readonly keys: readonly string[] };
  readonly provenance?: ProvenanceConfig | undefined;
}

/** The configuration of an empty file. */
export const DEFAULT_CONFIG: Config = parseConfig('', 'plumbline.yaml');

/** Reads a configuration. Throws PlumblineError `config` that names `file`, line and, for a misspelled key, the one that was meant. */
export function parseConfig(text: string, file: string): Config {
  const read = readCheckedYaml(text, configSchema, {});
  if (read.type === 'invalid') {
    const problems = read.problems.map(({ line, message }) => `${file}:${line}: ${message}`);
    throw new PlumblineError('config', problems.join('\n'), { advice: '`plumbline schema` prints what the file may hold.' });
  }
  const { ignore, severity, ...rest } = read.value;
  const place = <T>(key: string, rules: readonly T[]): (T & { readonly at: string })[] =>
    rules.map((rule, i) => ({ ...rule, at: `${file}:${read.lineOf([key, i])}` }));
  return { ...rest, ignore: place('ignore', ignore), severity: place('severity', severity) };
}
