import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { buildEksRef } from '../../../functions/core/config/eks-address.ts';
import { type Config, parseConfig } from '../../../functions/core/config.ts';
import { PlumblineError } from '../../../functions/core/errors.ts';
import type { FoundCluster, FoundFleet } from '../../../functions/core/init/found-fleet.ts';
import { writeConfigFile } from '../../../functions/core/init/write-config-file.ts';

const SOURCE = { url: 'https://git.example.com/team/shop.git', revision: 'main', path: 'deploy', notes: [] };
const FLEET: FoundFleet = { from: 'the kubeconfig config', clusters: [], leftOut: [], problems: [], sources: [SOURCE] };
const cluster = (name: string, region = 'eu-central-1', account?: string): FoundCluster => ({
  name,
  region,
  ...(account === undefined ? {} : { account }),
  notes: [],
});
const read = (fleet: Partial<FoundFleet>): Config => parseConfig(writeConfigFile({ ...FLEET, ...fleet }), 'plumbline.yaml');

const letters = (of: string, minLength: number, maxLength: number) => fc.string({ unit: fc.constantFrom(...of), minLength, maxLength });
const eksName = fc.oneof(
  fc.tuple(letters('aZ09', 1, 1), letters('ab-_9', 0, 99)).map((parts) => parts.join('')),
  // Names that meet: in one region, in two, and as what another is called there.
  fc.constantFrom('shop', 'shop-eu-west-1', 'shop-us-east-1', 'shop-us-east-1-111122223333', 'on', '0x1f', '1e3', 'null', 'a'.repeat(100)),
);
const region = fc.constantFrom('eu-west-1', 'us-east-1', 'us-gov-west-1');
/** Text of others, as it comes: lines, controls, what YAML reads as a key. */
const note = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('a\nclusters: []', 'x\u2028y: z', '--- # x', '\u0085k: v'));
const notes = fc.array(note, { maxLength: 3 });
const clusters = fc.uniqueArray(fc.record({ name: eksName, region, account: fc.constantFrom('111122223333', '000000000001'), notes }), {
  maxLength: 12,
  selector: (each) => [each.name, each.region, each.account].join('/'),
});
const source = fc.record({
  url: fc.constantFrom('https://github.com/org/shop.git', 'https://git.example.com:8443/a/b', 'https://x.example/%7Eada/on?a=b#c'),
  revision: fc.oneof(fc.string({ minLength: 1 }), fc.constantFrom('main', '1.10', 'feature/x', 'yes')).filter((text) => !/[{}]/.test(text)),
  path: fc.oneof(fc.string(), fc.constantFrom('deploy', '1', 'a: b', "it's")).filter((text) => !/[{}]/.test(text)),
  notes,
});

describe('the file that init writes', () => {
  it('describes exactly the clusters and repositories that were found, whatever they are called', () => {
    const facts = fc.record({ clusters, sources: fc.array(source, { minLength: 1, maxLength: 3 }), problems: fc.array(note), from: note });
    fc.assert(
      fc.property(facts, ({ clusters: found, sources, problems, from }) => {
        const leftOut = [{ what: from, why: problems[0] ?? '' }];
        const config = read({ clusters: found, sources, problems, from, leftOut });
        const places = config.clusters.map((each) => buildEksRef(each)).map(({ name, region: at, account }) => [name, at, account]);
        const wanted = found.map(({ name, region: at, account }) => [name, at, account]);
        assert.deepEqual(places.sort(), wanted.sort());
        assert.equal(new Set(config.clusters.map(({ name }) => name)).size, found.length);
        assert.deepEqual(
          config.sources.map(({ url, revision, path }) => ({ url, revision, path })),
          sources.map(({ url, revision, path }) => ({ url, revision, path })),
        );
        assert.deepEqual(config.discover, undefined);
      }),
    );
  });

  it('calls a cluster by its name, and by its region and account only where two have one name', () => {
    const named = (found: readonly FoundCluster[]) => read({ clusters: found }).clusters.map(({ name }) => name);
    assert.deepEqual(named([cluster('b'), cluster('a')]), ['a', 'b']);
    assert.deepEqual(named([cluster('shop'), cluster('shop', 'us-east-1')]), ['shop-eu-central-1', 'shop-us-east-1']);
    assert.deepEqual(named([cluster('shop', 'us-east-1', '111122223333'), cluster('shop', 'us-east-1', '222233334444')]), [
      'shop-us-east-1',
      'shop-us-east-1-222233334444',
    ]);
    assert.deepEqual(named([cluster('shop'), cluster('shop', 'us-east-1'), cluster('shop-us-east-1', 'eu-west-1')]), [
      'shop-eu-central-1',
      'shop-us-east-1',
      'shop-us-east-1-other',
    ]);
  });

  it('finds clusters by their tag where that was asked for, and names none', () => {
    const discovery = { tag: { key: 'team: a', value: 'yes' }, regions: ['eu-central-1', 'us-east-1'] };
    const config = read({ clusters: [cluster('a')], discovery });
    assert.deepEqual(config.clusters, []);
    assert.deepEqual([config.discover?.tag, config.discover?.regions], [discovery.tag, discovery.regions]);
  });

  it('gives a suggestion that is right once the marks of the comment are taken off', () => {
    const discovery = { tag: { key: 'env', value: 'prod' }, regions: ['eu-central-1'] };
    const text = writeConfigFile({ ...FLEET, clusters: [cluster('a'), cluster('b')], suggestion: discovery });
    const block = /^# discover:\n(# {3}.*\n)+/m.exec(text)?.[0] ?? '';
    const { discover } = parseConfig(text.replace(block, block.replace(/^# /gm, '')), 'plumbline.yaml');
    assert.deepEqual([discover?.tag, discover?.regions], [discovery.tag, discovery.regions]);
  });

  it('explains keys by examples that are right once the marks of the comment are taken off', () => {
    const text = writeConfigFile({ ...FLEET, clusters: [cluster('a')] });
    const shown = text.replace(/^(\s*)# (?=(scope|controllers|ignore|routes):| {2}(- \{|\w+: \[)|(namespace|secret): )/gm, '$1');
    const config = parseConfig(shown, 'plumbline.yaml');
    assert.deepEqual(config.scope.excludeKinds, ['Secret']);
    assert.equal(config.ignore.length + config.routes.length + config.controllers.length, 3);
    assert.deepEqual([config.sources[0]?.namespace, config.sources[0]?.secret], ['shop', 'plumbline/git']);
  });

  it('leaves a mark where it found no repository, and the mark is an error at its line', () => {
    for (const sources of [[], [{ notes: ['No repository.'] }], [SOURCE, { notes: [] }]]) {
      const text = writeConfigFile({ ...FLEET, clusters: [cluster('a')], sources });
      const line = text.split('\n').findIndex((each) => each.includes('<fill in')) + 1;
      assert.throws(
        () => parseConfig(text, 'p.yaml'),
        (error) =>
          error instanceof PlumblineError &&
          error.message ===
            `p.yaml:${line}: sources[${Math.max(0, sources.length - 1)}].url: still to be filled in: the https URL of the git repository`,
      );
    }
  });

  it('says in the file what is missing from it', () => {
    const text = writeConfigFile({
      ...FLEET,
      clusters: [cluster('a')],
      problems: ['us-east-1: denied'],
      leftOut: [{ what: 'context kind', why: 'no EKS cluster' }],
    });
    assert.match(text, /^# NOT ASKED, so clusters may be missing: us-east-1: denied$/m);
    assert.match(text, /^# {3}context kind: no EKS cluster$/m);
  });
});
