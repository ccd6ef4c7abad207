import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ResolvedTag, RunningImage } from '../../../functions/core/images/image-report.ts';
import { buildImageReport } from '../../../functions/core/images/judge-images.ts';

const [A, B] = [`sha256:${'a'.repeat(64)}`, `sha256:${'b'.repeat(64)}`];
const runs = (image: string, ...digests: readonly string[]): RunningImage => ({
  ref: { group: 'apps', kind: 'Deployment', namespace: 'shop', name: image },
  container: 'main',
  image,
  digests: digests.map((digest) => ({ digest, pods: 1 })),
  unknown: 0,
});
const moved = (running: readonly RunningImage[], resolved?: readonly ResolvedTag[]) =>
  buildImageReport([], running, resolved).movedTags.map(({ image, now }) => [image, now]);

describe('a tag was moved', () => {
  it('where its Pods run several digests, or its registry names another one by now', () => {
    const running = [
      runs('same:1', A),
      runs('moved:1', A),
      runs('both:1', A, B),
      runs('unknown:1', A),
      runs('waiting:1'),
      runs(`pinned:1@${A}`, A),
    ];
    const resolved: ResolvedTag[] = [
      { image: 'same:1', digest: A },
      { image: 'moved:1', digest: B },
      { image: 'both:1', digest: B },
      { image: 'unknown:1', refusal: 'ImageNotFoundException' },
      { image: 'waiting:1', digest: B },
    ];
    assert.deepEqual(moved(running, resolved), [
      ['moved:1', B],
      ['both:1', B],
    ]);
    assert.deepEqual(moved(running), [['both:1', undefined]]);
  });

  it('or not, as far as is known: a tag that a registry does not tell is named', () => {
    const report = buildImageReport([], [], [{ image: 'a:1', refusal: 'AccessDeniedException' }]);
    assert.deepEqual(report.unresolved, [{ image: 'a:1', refusal: 'AccessDeniedException' }]);
    assert.equal(buildImageReport([], [], undefined).unresolved, undefined);
  });
});
