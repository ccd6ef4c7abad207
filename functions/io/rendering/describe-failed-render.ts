import type { UncheckedFile, UncheckedFileReason } from '../../core/desired-state.ts';
import type { ParsedManifests } from '../../core/manifests/parse-manifests.ts';
import { MissingTool } from './render-copy.ts';
import { RenderRefusal } from './render-refusal.ts';

/** What is left of something that could not be rendered: one gap that says why. Throws what nobody foresaw. */
export function describeFailedRender(
  source: string,
  { file, what }: { readonly file: string; readonly what: string },
  error: unknown,
): ParsedManifests {
  const gap = (reason: UncheckedFileReason, message: string): ParsedManifests => {
    const unchecked: UncheckedFile = { type: 'file', source, file, reason, message };
    return { objects: [], hooks: [], unchecked: [unchecked], setAside: [] };
  };
  if (error === undefined) return gap('not-rendered', `${what}: nothing is rendered here; render it, or exclude it with .plumblineignore`);
  if (error instanceof MissingTool) return gap('not-rendered', `${what}: ${error.message}; or exclude it with .plumblineignore`);
  if (error instanceof RenderRefusal) return gap('render-failed', `${what} cannot be rendered: ${error.message}`);
  // A disk that is full, or a machine with no process left, ends this rendering and not the check.
  if (error instanceof Error && 'code' in error && typeof error.code === 'string' && /^E[A-Z]{3,20}$/.test(error.code)) {
    return gap('render-failed', `${what} cannot be rendered: the machine says ${error.code}`);
  }
  throw error;
}
