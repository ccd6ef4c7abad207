import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createClassifier } from '../../functions/core/owners/classify-manager.ts';
import { DELIVERY_MARKS } from '../../functions/core/owners/delivery-marks.ts';
import { KNOWN_MANAGERS } from '../core/owners/fixtures/known-managers.ts';

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

    it(`of ${tool} names managers of the truth table, all of them tools that deliver`, () => {
      for (const manager of managers) {
        const known = KNOWN_MANAGERS.filter((each) =>
          typeof manager === 'string' ? manager === each.manager : manager.test(each.manager),
        );
        assert.ok(known.length > 0, String(manager));
        for (const each of known) assert.equal(each.class, 'second-writer', each.manager);
      }
    });

    it(`of ${tool} is not seen on an object without marks, nor by values that are no text`, () => {
      assert.ok(!isMarked({ labels: {}, annotations: {} }));
      for (const { labels, annotations } of SAMPLES) {
        const spoil = (marks: Record<string, string>) => Object.fromEntries(Object.keys(marks).map((key) => [key, null]));
        assert.ok(!isMarked({ labels: spoil(labels), annotations: spoil(annotations) }));
      }
    });
  }
});
