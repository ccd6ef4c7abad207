import type { FieldPath } from '../../field-path.ts';
import { asJsonObject, asString, type JsonObject } from '../../json.ts';
import { listEntries, type Setting } from '../kustomization-level.ts';
import { type FieldState, type Touch, UNKNOWN, UNTOUCHED } from './field-state.ts';
import { type RenderStep, touchFields } from './render-step.ts';

/** `images`: names, tags and digests of every container (kustomize:api/filters/imagetag). */
export const applyImages: RenderStep = (level, trace, context) => {
  if (context.object.kind === 'CustomResourceDefinition') return trace;
  return listEntries(level, 'images').reduce(
    (traced, entry) => touchFields(traced, context, ({ path }, state) => (isImage(path) ? applyImage(entry, state) : UNTOUCHED)),
    trace,
  );
};

function isImage(path: FieldPath): boolean {
  const fields = path.map((element) => ('field' in element ? element.field : ''));
  const list = fields.at(-3);
  return fields.at(-1) === 'image' && fields.at(-2) === '' && (list === 'containers' || list === 'initContainers')
    ? true
    : fields.slice(-4).join('/') === 'volumes//image/reference';
}

function applyImage(entry: Setting, state: FieldState): Touch {
  if (state.type !== 'set' || typeof state.value !== 'string') return state.type === 'unknown' ? UNKNOWN : UNTOUCHED;
  const image = asJsonObject(entry.value);
  const name = asString(image['name']) ?? '';
  // Kustomize takes the name for a regular expression.
  if (/[\\[\](){}^$?*+|]/.test(name)) return UNKNOWN;
  const old = splitImage(state.value);
  if (old === undefined || old.name !== name) return UNTOUCHED;
  const [newName, newTag, digest] = ['newName', 'newTag', 'digest'].map((key) => textOf(image, key));
  if (textOf(image, 'tagSuffix') !== undefined) return UNKNOWN;
  const field = newTag !== undefined ? 'newTag' : digest !== undefined ? 'digest' : newName !== undefined ? 'newName' : undefined;
  if (field === undefined) return UNTOUCHED;
  const replaces = newTag !== undefined || digest !== undefined;
  const tag = replaces ? newTag : old.tag;
  const suffix = replaces ? digest : old.digest;
  const value = `${newName ?? old.name}${tag === undefined ? '' : `:${tag}`}${suffix === undefined ? '' : `@${suffix}`}`;
  return { type: 'set', value, setter: 'image', spot: entry.spotOf([{ field }]) };
}

/** A number in a tag is text too. */
function textOf(image: JsonObject, key: string): string | undefined {
  const value = image[key];
  return value === undefined || value === null || value === '' ? undefined : String(value);
}

interface ImageParts {
  readonly name: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

/** Name, tag and digest, as far as Kustomize takes a text for an image (kustomize:api/internal/image). */
function splitImage(image: string): ImageParts | undefined {
  const [rest = '', digest] = image.split('@sha256:', 2);
  const colon = rest.indexOf(':', Math.max(0, rest.indexOf('/')));
  const [name, tag] = colon < 0 ? [rest, undefined] : [rest.slice(0, colon), rest.slice(colon + 1)];
  const isKnown = [tag, digest].every((part) => part === undefined || /^[a-zA-Z0-9_.{}-]*$/.test(part));
  return isKnown ? { name, tag: tag === '' ? undefined : tag, digest: digest === undefined ? undefined : `sha256:${digest}` } : undefined;
}
