import type { FieldPath, PathElement } from '../field-path.ts';
import { isJsonList, isJsonObject, isSameJson, type Json, type JsonObject } from '../json.ts';
import { valueAt } from '../owners/last-applied.ts';
import type { OverlaySettings } from '../rendering-request.ts';
import { type GitDocument, readAt } from './git-document.ts';
import type { SettingsLayer } from './kustomization-level.ts';

/**
 * What is laid over a kustomization, with where it is told: `documents` are those of the file that declares the object of the delivery tool. Where that
 * object does not spell a value out (it was patched itself, or made of another), its own line is told.
 */
export function buildOverlayLayer(
  overlay: JsonObject,
  settings: OverlaySettings | undefined,
  documents: readonly GitDocument[],
): SettingsLayer {
  if (settings === undefined) return { body: overlay, locate: () => undefined, fallback: undefined };
  const { origin } = settings;
  const document = documents.findLast(({ line }) => line <= origin.line);
  return {
    body: overlay,
    fallback: { ...origin, endLine: origin.line },
    locate: (path) => {
      const told = valueAt(overlay, path);
      const spelled = spellPath(settings, path);
      // An image is one text there, and several fields in a kustomization.
      for (const at of [spelled, spelled.slice(0, -1)]) {
        const read = document && readAt(document, at);
        if (document && read && isSpelling(read.value, told, settings)) return { document, found: read.found };
      }
      return undefined;
    },
  };
}

function isSpelling(written: Json, told: Json | undefined, { tool }: OverlaySettings): boolean {
  if (told === undefined) return !isJsonObject(written) && !isJsonList(written);
  if (isSameJson(written, told)) return true;
  const isText = typeof told === 'string' || typeof told === 'number';
  return tool === 'argo-cd' && typeof written === 'string' && isText && written.includes(String(told));
}

/** How the object of the tool calls a field of the overlay. */
function spellPath({ tool, at }: OverlaySettings, path: FieldPath): FieldPath {
  const [first, second, third, ...rest] = path;
  const name = fieldOf(first);
  switch (tool) {
    case 'argo-cd':
      if (name === 'labels' && fieldOf(third) === 'pairs') return [...at, { field: 'commonLabels' }, ...rest];
      return [...at, ...path];
    case 'flux':
      if (name === 'namespace') return [...at, { field: 'targetNamespace' }];
      if (name === 'transformers' && second !== undefined && third !== undefined)
        return [...at, { field: 'commonMetadata' }, third, ...rest];
      return [...at, ...path];
  }
}

function fieldOf(element: PathElement | undefined): string | undefined {
  return element !== undefined && 'field' in element ? element.field : undefined;
}
