import { asJsonObject, type Json } from '../../json.ts';
import type { DerivedDefault } from './derived-default.ts';

const kinds = ['/PersistentVolumeClaim', 'apps/StatefulSet'];

/** `dataSource` and `dataSourceRef` repeat one another (kubernetes pkg/registry/core/persistentvolumeclaim/strategy.go NormalizeDataSources). */
export const volumeDataSource: DerivedDefault = {
  map: 'dataSource',
  kinds,
  derive: ({ field, grandparent }) => entryOf(grandparent['dataSourceRef'], field),
};

/** The other way round. */
export const volumeDataSourceRef: DerivedDefault = {
  map: 'dataSourceRef',
  kinds,
  derive: ({ field, grandparent }) => entryOf(grandparent['dataSource'], field),
};

function entryOf(source: Json | undefined, field: string): Json | undefined {
  return asJsonObject(source)[field];
}
