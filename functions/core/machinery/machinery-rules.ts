import { aggregatedRules } from './aggregated-rules.ts';
import { autoscaledReplicas } from './autoscaled-replicas.ts';
import type { MachineryRule } from './machinery-rule.ts';

/** Every rule for machinery that rightly departs from what git declares. */
export const MACHINERY_RULES: readonly MachineryRule[] = [autoscaledReplicas, aggregatedRules];
