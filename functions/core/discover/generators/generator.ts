import type { JsonObject } from '../../json.ts';
import type { DiscoveryContext } from '../discovery-rule.ts';
import type { FillText, Parameters } from '../templates/template.ts';
import type { ToolObject } from '../tool-object.ts';

/** What a generator is read with. */
export interface GeneratorContext extends DiscoveryContext {
  readonly object: ToolObject;
  /** `goTemplate: true`: parameters are values with fields, else texts with dotted names. */
  readonly isGoTemplate: boolean;
  readonly fill: FillText;
  /** Reads one of the generators inside another. */
  readonly readNested: (generator: JsonObject) => GeneratedParameters;
}

/** The parameters of the Applications to be made, in order. `waiting`: something must be looked up first. */
export type GeneratedParameters =
  | { readonly type: 'parameters'; readonly list: readonly Parameters[] }
  | { readonly type: 'problem'; readonly message: string }
  | { readonly type: 'waiting' };

/** One kind of generator of an ApplicationSet. */
export interface Generator {
  /** Its key in the ApplicationSet. */
  readonly key: string;
  readonly read: (generator: JsonObject, context: GeneratorContext) => GeneratedParameters;
}
