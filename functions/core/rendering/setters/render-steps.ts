import { applyImages } from './images.ts';
import { applyAnnotations, applyLabels } from './labels.ts';
import { applyNamespace, applyPrefix, applySuffix } from './names.ts';
import { applyJsonPatches, applyPatches, applyStrategicPatches } from './patches.ts';
import type { RenderStep } from './render-step.ts';
import { applyReplacements } from './replacements.ts';
import { applyReplicas } from './replicas.ts';
import { applyTransformers } from './transformers.ts';

/** What Kustomize does to what a kustomization took in, in its order (kustomize:api/internal/target/kusttarget_configplugin.go). */
export const RENDER_STEPS: readonly RenderStep[] = [
  applyStrategicPatches,
  applyPatches,
  applyNamespace,
  applyPrefix,
  applySuffix,
  applyLabels,
  applyAnnotations,
  applyJsonPatches,
  applyReplicas,
  applyImages,
  applyReplacements,
  applyTransformers,
];
