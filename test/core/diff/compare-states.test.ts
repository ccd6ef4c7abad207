import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Discovery } from '../../../functions/core/live-state.ts';
import { compareManifests, declare, discovery, readObjects } from '../../support/compare-manifests.ts';

const autoscaler = (name: string, version: string): string =>
  `apiVersion: autoscaling/${version}\nkind: HorizontalPodAutoscaler\nmetadata: {name: ${name}, namespace: shop}\nspec: {maxReplicas: 3}\n`;
const both: Discovery = {
  ...discovery,
  kinds: [
    ...discovery.kinds,
    ...discovery.kinds
      .filter(({ kind }) => kind === 'HorizontalPodAutoscaler')
      .map((kind) => ({ ...kind, version: 'v1', preferred: false })),
  ],
};

describe('a kind that git names at two versions', () => {
  it('has each object that no source declares reported once', () => {
    const live = ['v1', 'v2'].flatMap((version) => ['a', 'b', 'stray'].map((name) => autoscaler(name, version)));
    const { differences } = compareManifests(
      declare(`${autoscaler('a', 'v1')}---\n${autoscaler('b', 'v2')}`),
      readObjects(live.join('---\n')),
      { serves: both },
    );
    assert.deepEqual(
      differences.map(({ type, ref }) => `${type} ${ref.name}`),
      ['unmanaged stray'],
    );
  });
});
