import type { Json, JsonObject } from '../../../functions/core/json.ts';
import type { ClientName } from './clients.ts';
import type { DeliveryWay } from './delivery-way.ts';

/** What somebody does to a cluster by hand, and what a check must then say: exactly that and nothing more. */
export interface ChangeOperator {
  /** In kebab-case: namespaces and cluster-scoped objects are named after it. */
  readonly name: string;
  /**
   * `declared`: git says something of the field and no longer gets it. `silent`: git says nothing of what was added or set.
   * `object`: whole objects come or go.
   */
  readonly kind: 'declared' | 'silent' | 'object';
  /** A file in `targets/`, delivered from git before; its last object is the one that changes. */
  readonly target: string;
  readonly client: ClientName;
  readonly steps: readonly ChangeStep[];
  readonly expected: readonly ExpectedDifference[];
  /** After which deliveries the server records nobody as the author, though a field is set. */
  readonly untraced?: readonly DeliveryWay[];
}

/** One request. A patch carries its media type; `put` is what browsers send: the whole object, read a moment before and changed. */
export type ChangeStep =
  | { readonly do: 'patch'; readonly as: PatchType; readonly body: Json; readonly subresource?: 'scale' }
  | { readonly do: 'put'; readonly change: (live: JsonObject) => JsonObject; readonly subresource?: 'scale' }
  | { readonly do: 'delete' }
  /** Without `change`, what git declares is created again as it was. */
  | { readonly do: 'create-again'; readonly change?: (declared: JsonObject) => JsonObject }
  /** `$name` and `$namespace` are filled in as in targets. */
  | { readonly do: 'create'; readonly object: JsonObject };

export type PatchType = 'strategic-merge-patch' | 'merge-patch' | 'json-patch';

/** A line of the report: of a field of the target, or of a whole object. `name` with `$name` is filled in. */
export type ExpectedDifference =
  | { readonly type: 'changed' | 'missing' | 'extra'; readonly at: string }
  | { readonly type: 'object-missing' }
  | { readonly type: 'object-unmanaged'; readonly kind: string; readonly name: string };
