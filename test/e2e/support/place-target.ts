import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import type { JsonObject } from '../../../functions/core/json.ts';
import type { ChangeOperator } from './change-operator.ts';
import { type DeliveryWay, deliveryWays } from './delivery-way.ts';

/** One operator with objects of its own to work on, so that no two operators meet, however many share a cluster. */
export interface Placement {
  readonly operator: ChangeOperator;
  readonly way: DeliveryWay;
  /** The name of its cluster-scoped objects, and of its namespace. */
  readonly name: string;
  /** What git holds for it, the namespace included. */
  readonly manifests: readonly JsonObject[];
  /** The object that the operator changes: the last one. */
  readonly target: JsonObject;
}

/** Fills in the target of an operator for one way of delivery. */
export function placeTarget(operator: ChangeOperator, way: DeliveryWay): Placement {
  const name = `${deliveryWays[way].prefix}-${operator.name}`;
  const text = readFileSync(join(import.meta.dirname, 'targets', `${operator.target}.yaml`), 'utf8');
  const objects = loadAll(fillIn(text, name)).filter((document) => document !== null && document !== undefined) as JsonObject[];
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
  const manifests = objects.some(({ kind }) => kind === 'Namespace') ? objects : [namespace, ...objects];
  return { operator, way, name, manifests, target: manifests.at(-1) as JsonObject };
}

/** Replaces `$name` and `$namespace`, which are the same text in different places. */
export function fillIn(text: string, name: string): string {
  return text.replaceAll('$namespace', name).replaceAll('$name', name);
}
