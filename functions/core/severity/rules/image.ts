import type { Place } from '../list-places.ts';
import { isGone } from '../place-conditions.ts';
import type { SeverityRule } from '../severity-rule.ts';

const CONTAINERS = ['containers/[]', 'initContainers/[]'];
const IMAGES = [...CONTAINERS.map((at) => `${at}/image`), 'spec/image', 'image/repository', 'image/tag', 'image/digest'];

/** The image without tag and digest: `registry:5000/shop/web:2.1@sha256:…` is `registry:5000/shop/web`. */
function repositoryOf(image: unknown): string | undefined {
  return typeof image === 'string' ? image.replace(/@.*$/, '').replace(/:[^/:]*$/, '') : undefined;
}

function isFromElsewhere({ type, desired, live, at }: Place): boolean {
  return type === 'changed' && at.endsWith('/image') && repositoryOf(desired) !== repositoryOf(live);
}

/** What code runs. */
export const image: SeverityRule = {
  name: 'image',
  about: 'Other code runs than git says: another image, or another container.',
  signs: [
    { of: 'field', at: CONTAINERS, when: isGone, level: 'high', why: 'runs without one of its containers' },
    { of: 'field', at: CONTAINERS, when: ({ type }) => type === 'extra', level: 'high', why: 'runs a container that git does not declare' },
    { of: 'field', at: IMAGES, when: isFromElsewhere, level: 'high', why: 'runs an image from elsewhere' },
    { of: 'field', at: IMAGES, level: 'high', why: 'runs another image' },
    { of: 'field', at: [...CONTAINERS.map((at) => `${at}/imagePullPolicy`)], level: 'medium', why: 'pulls its image at other times' },
  ],
};
