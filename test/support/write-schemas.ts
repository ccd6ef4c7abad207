/**
 * Writes `schemas.json`, the derived schemas that the golden cases compare with, from the API server that a kubeconfig names:
 *
 *     kubectl apply -f test/support/widget-crd.yaml
 *     node test/support/write-schemas.ts KUBECONFIG
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asJsonObject, asString, type JsonObject } from '../../functions/core/json.ts';
import { deriveSchema } from '../../functions/core/schema/derive-schema.ts';
import type { FieldSchema, GroupVersionSchema } from '../../functions/core/schema/field-schema.ts';

/** The kinds that the cases use, by group version. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  v1: ['ConfigMap', 'Namespace', 'Secret', 'Service', 'ServiceAccount', 'Pod'],
  'apps/v1': ['Deployment', 'StatefulSet', 'DaemonSet'],
  'batch/v1': ['Job', 'CronJob'],
  'autoscaling/v2': ['HorizontalPodAutoscaler'],
  'networking.k8s.io/v1': ['NetworkPolicy', 'Ingress'],
  'policy/v1': ['PodDisruptionBudget'],
  'rbac.authorization.k8s.io/v1': ['Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding'],
  'admissionregistration.k8s.io/v1': ['ValidatingWebhookConfiguration'],
  'example.com/v1': ['Widget'],
};

const kubeconfig = process.argv[2];
if (kubeconfig === undefined) throw new Error('usage: node test/support/write-schemas.ts KUBECONFIG');
const get = (path: string): JsonObject =>
  JSON.parse(execFileSync('kubectl', ['--kubeconfig', kubeconfig, 'get', '--raw', path], { maxBuffer: 2 ** 28 }).toString()) as JsonObject;

const index = asJsonObject(get('/openapi/v3')['paths']);
const schemas: Record<string, GroupVersionSchema> = {};
for (const [groupVersion, kinds] of Object.entries(KINDS)) {
  const path = groupVersion.includes('/') ? `apis/${groupVersion}` : `api/${groupVersion}`;
  schemas[groupVersion] = keepKinds(deriveSchema(get(asString(asJsonObject(index[path])['serverRelativeURL']) ?? '')), kinds);
}
writeFileSync(join(import.meta.dirname, 'schemas.json'), `${JSON.stringify(schemas)}\n`);

/** Only the definitions that the kinds reach. */
function keepKinds(schema: GroupVersionSchema, kinds: readonly string[]): GroupVersionSchema {
  const definitions: Record<string, FieldSchema> = {};
  const visit = (field: FieldSchema | undefined): void => {
    if (field === undefined) return;
    if (field.ref !== undefined && definitions[field.ref] === undefined) {
      const definition = schema.definitions[field.ref];
      if (definition) {
        definitions[field.ref] = definition;
        visit(definition);
      }
    }
    for (const child of Object.values(field.fields ?? {})) visit(child);
    visit(field.values);
    visit(field.items);
  };
  for (const kind of kinds) visit({ ref: schema.kinds[kind] ?? '' });
  return { definitions, kinds: Object.fromEntries(kinds.map((kind) => [kind, schema.kinds[kind] ?? ''])) };
}
