import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createClassifier } from '../../functions/core/owners/classify-manager.ts';
import { DELIVERY_MARKS } from '../../functions/core/owners/delivery-marks.ts';

const classify = createClassifier({ controllers: [] });

/** Annotations and labels that each tool leaves on what it delivers. */
const SAMPLES: readonly { readonly tool: string; readonly labels: Record<string, string>; readonly annotations: Record<string, string> }[] =
  [
    { tool: 'Argo CD', labels: {}, annotations: { 'argocd.argoproj.io/tracking-id': 'shop:apps/Deployment:shop/web' } },
    {
      tool: 'Flux',
      labels: { 'kustomize.toolkit.fluxcd.io/name': 'shop', 'kustomize.toolkit.fluxcd.io/namespace': 'flux-system' },
      annotations: {},
    },
    { tool: 'Flux', labels: { 'helm.toolkit.fluxcd.io/name': 'shop', 'helm.toolkit.fluxcd.io/namespace': 'flux-system' }, annotations: {} },
    { tool: 'Helm', labels: { 'app.kubernetes.io/managed-by': 'Helm' }, annotations: { 'meta.helm.sh/release-name': 'shop' } },
    { tool: 'kapp', labels: { 'kapp.k14s.io/app': '1' }, annotations: { 'kapp.k14s.io/identity': 'v1;shop//ConfigMap/web;v1' } },
    { tool: 'Sveltos', labels: {}, annotations: { 'projectsveltos.io/hash': 'a1', 'projectsveltos.io/owner-name': 'shop' } },
  ];

describe('every delivery mark', () => {
  for (const { tool, managers, isMarked } of DELIVERY_MARKS) {
    it(`of ${tool} is seen on what ${tool} delivers`, () => {
      assert.ok(SAMPLES.some((sample) => sample.tool === tool && isMarked(sample)));
    });

    it(`of ${tool} is not seen on what others deliver`, () => {
      assert.deepEqual(
        SAMPLES.filter((sample) => sample.tool !== tool && isMarked(sample)).map((sample) => sample.tool),
        [],
      );
    });

    it(`of ${tool} is no label that every chart sets`, () => {
      assert.ok(!isMarked({ labels: { 'app.kubernetes.io/instance': 'shop', 'app.kubernetes.io/managed-by': 'Helm' }, annotations: {} }));
    });

    it(`of ${tool} names managers, none of which is a person`, () => {
      assert.ok(managers.length > 0);
      for (const manager of managers) {
        if (typeof manager === 'string') assert.equal(classify({ manager, operation: 'Apply' }).class, 'second-writer', manager);
        else assert.ok(manager.source.startsWith('^') && !/[gy]/.test(manager.flags));
      }
    });
  }
});
