import type * as z from 'zod';
import type { ignoreRuleSchema } from './ignore-schema.ts';

/** A departure that the operator chose not to hear of. Texts take `*`; what is absent selects everything. */
export interface IgnoreRule extends z.output<typeof ignoreRuleSchema> {
  /** Where the rule stands, `plumbline.yaml:14`: what a report calls it. */
  readonly at: string;
  /**
   * The rule stands in an annotation: it is about that very object. Its namespace is what git says, which means nothing where the kind
   * turns out to be cluster-scoped.
   */
  readonly isBesideObject?: true;
  /** A delivery tool is told so, and Plumbline honours it: whoever set the tool up answers for it, so nobody is told to delete it here. */
  readonly isOfTool?: true;
}
