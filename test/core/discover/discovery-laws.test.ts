import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { DiscoveredSource } from '../../../functions/core/discover/discovered-source.ts';
import { expandObjects } from '../../../functions/core/discover/expand-objects.ts';
import { Facts } from '../../../functions/core/discover/facts.ts';
import { findCircles } from '../../../functions/core/discover/find-circles.ts';
import { KnownObjects } from '../../../functions/core/discover/known-objects.ts';
import { nameSource } from '../../../functions/core/discover/name-source.ts';
import { resolveRepository } from '../../../functions/core/discover/repository-rules.ts';
import { DELIVERY_TOOLS, type ToolObject } from '../../../functions/core/discover/tool-object.ts';
import { translateJqPath } from '../../../functions/core/discover/translate-jq-path.ts';

/** A generator of numbers below a bound, the same for the same seed. */
function createRandom(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state % bound;
  };
}

function makeObjects(random: (bound: number) => number): ToolObject[] {
  return Array.from({ length: 12 }, (_, i): ToolObject => {
    const name = `o${random(8)}`;
    const whence =
      random(2) === 0
        ? ({ type: 'cluster' } as const)
        : ({
            type: 'declared',
            origin: {
              source: nameSource({ kind: 'Application', namespace: 'argocd', name: `o${random(8)}` }),
              file: 'a.yaml',
              line: i + 1,
            },
          } as const);
    if (random(3) === 0) {
      const elements = Array.from({ length: random(4) }, () => ({ name: `o${random(8)}` }));
      const template = { metadata: { name: '{{name}}' }, spec: makeSpec(random) };
      return {
        group: 'argoproj.io',
        kind: 'ApplicationSet',
        namespace: 'argocd',
        name,
        whence,
        body: { spec: { generators: [{ list: { elements } }], template } },
      };
    }
    return { group: 'argoproj.io', kind: 'Application', namespace: 'argocd', name, whence, body: { spec: makeSpec(random) } };
  });
}

function makeSpec(random: (bound: number) => number) {
  return {
    source: { repoURL: `https://git.example.com/r${random(3)}`, path: `p${random(4)}`, directory: { recurse: true } },
    destination: { server: random(4) === 0 ? 'https://elsewhere.example' : 'https://kubernetes.default.svc' },
  };
}

function expand(objects: readonly ToolObject[]) {
  return expandObjects(objects, DELIVERY_TOOLS, {
    facts: new Facts(),
    repositories: [],
    destinations: [],
    find: () => undefined,
    list: () => [],
  });
}

/** One object of each name: what git declares, else what the cluster holds. */
function know(objects: readonly ToolObject[]): readonly ToolObject[] {
  const known = new KnownObjects();
  known.addDeclared(objects.filter(({ whence }) => whence.type === 'declared'));
  known.addLive(objects.filter(({ whence }) => whence.type === 'cluster'));
  return known.list();
}

describe('finding sources', () => {
  it('finds the same whatever the order of the objects, and sorts it', () => {
    for (let seed = 1; seed <= 200; seed++) {
      const objects = know(makeObjects(createRandom(seed)));
      const found = expand(objects);
      assert.deepEqual(expand([...objects].reverse()), found, `seed ${seed}`);
      const ids = found.sources.map(({ source }) => source.id);
      assert.deepEqual(ids, [...ids].sort(), `seed ${seed}`);
      assert.equal(new Set(ids).size, ids.length, `an id twice, seed ${seed}`);
    }
  });

  it('ends at every circle, and names only sources that are there', () => {
    for (let seed = 1; seed <= 200; seed++) {
      const { sources } = expand(know(makeObjects(createRandom(seed))));
      const ids = new Set(sources.map(({ source }) => source.id));
      for (const circle of findCircles(sources)) {
        assert.ok(circle.length > 1 && circle.every((id) => ids.has(id)), `seed ${seed}`);
        assert.equal(new Set(circle).size, circle.length, `seed ${seed}`);
      }
      assert.deepEqual(findCircles([...sources].reverse() as DiscoveredSource[]), findCircles(sources), `seed ${seed}`);
    }
  });

  it('takes no place for one below another because their texts begin alike', () => {
    const rules = [{ url: 'https://git.example.com/team', insteadOf: ['git@git.example.com:team'] }];
    for (const url of [
      'https://git.example.com.evil.example/team',
      'https://git.example.com/teams/x',
      'https://git.example.com:8443/team/x',
      'http://git.example.com/team/x',
      'git@git.example.com:teams/x',
    ])
      assert.equal(resolveRepository(url, rules).type, 'refused', url);
    for (const url of ['https://git.example.com/team', 'https://git.example.com/team/x.git', 'git@git.example.com:team/x'])
      assert.equal(resolveRepository(url, rules).type, 'allowed', url);
  });
});

describe('a jq path', () => {
  const examples: readonly (readonly [string, string | undefined])[] = [
    ['.spec.replicas', '/spec/replicas'],
    ['.spec.template.spec.containers[].image', '/spec/template/spec/containers/*/image'],
    ['.spec.template.spec.containers[] | select(.name == "web") | .env', '/spec/template/spec/containers/[name=web]/env'],
    ['.metadata.annotations["a.b/c"]', '/metadata/annotations/a.b~1c'],
    ['.webhooks[0]?.clientConfig.caBundle', '/webhooks/0/clientConfig/caBundle'],
    ['.spec.containers[] | select(.image | test("x"))', undefined],
    ['.. | .image?', undefined],
    ['del(.spec)', undefined],
    ['', undefined],
  ];
  for (const [expression, pointer] of examples)
    it(`${pointer === undefined ? 'is not understood' : `is ${pointer}`}: ${expression}`, () =>
      assert.equal(translateJqPath(expression), pointer));
});
