import { data } from './rules/data.ts';
import { exposure } from './rules/exposure.ts';
import { identity } from './rules/identity.ts';
import { image } from './rules/image.ts';
import { labels } from './rules/labels.ts';
import { other } from './rules/other.ts';
import { pending } from './rules/pending.ts';
import { privilege } from './rules/privilege.ts';
import { safety } from './rules/safety.ts';
import { scale } from './rules/scale.ts';
import { workload } from './rules/workload.ts';
import type { SeverityRule } from './severity-rule.ts';

/** Every rule about how much a departure matters. The first one that knows a departure judges it; among equals, the first is told first. */
export const SEVERITY_RULES: readonly SeverityRule[] = [
  pending,
  privilege,
  exposure,
  safety,
  identity,
  image,
  workload,
  data,
  scale,
  labels,
  other,
];
