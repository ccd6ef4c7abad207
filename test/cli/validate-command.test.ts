import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { runCommandLine, serveCluster } from '../support/command-line.ts';
import { configMap, makeFolder, makeRepository, writeFiles } from '../support/git-repository.ts';

const EXAMPLES = fileURLToPath(new URL('../../examples', import.meta.url));

describe('plumbline validate', () => {
  for (const name of readdirSync(EXAMPLES).filter((folder) => existsSync(join(EXAMPLES, folder, 'plumbline.yaml')))) {
    it(`finds nothing wrong with the example ${name}, and tells it on one screen`, async (t) => {
      const file = join(EXAMPLES, name, 'plumbline.yaml');
      const { code, stdout, stderr } = await runCommandLine(t, ['validate', file]);
      assert.equal(code, 0, stderr);
      assert.ok(stdout.startsWith(`✓ ${file} is valid.\n`));
      assert.match(stdout, /^clusters +[1-9]/m);
      assert.match(stdout, /^sources +[1-9]/m);
      assert.match(stdout, /^schedules +[1-9]/m);
    });
  }

  it('stays on one screen for a thousand clusters', async (t) => {
    const clusters = Array.from({ length: 1000 }, (_, i) => `  - {name: c${i}, eks: {region: us-east-1}}\n`).join('');
    const folder = makeFolder(t);
    writeFiles(folder, { 'fleet.yaml': `sources: [{id: a, url: https://x.example/a}]\nclusters:\n${clusters}` });
    const { code, stdout } = await runCommandLine(t, ['validate', join(folder, 'fleet.yaml')]);
    assert.equal(code, 0);
    assert.match(stdout, /clusters +1000\n {2}c0 {2}us-east-1 {2}a {2}rate\(15 minutes\)\n/);
    assert.match(stdout, /and 993 more/);
    assert.ok(stdout.split('\n').length <= 24);
  });

  it('tells who reads what: clusters with their sources and schedules, roles, and the hosts that are shown a secret', async (t) => {
    const { stdout } = await runCommandLine(t, ['validate', join(EXAMPLES, 'fleet/plumbline.yaml')]);
    for (const line of [
      /^ {2}staging {2}shop-staging in eu-central-1 of 444455556666 {2}platform at main, shop at main {2}cron\(0 6 \? \* MON-FRI \*\)$/m,
      /^ {2}prod-eu {2}eu-central-1 of 222233334444 {2}platform, shop, audit {2}rate\(5 minutes\)$/m,
      /^ {2}and every EKS cluster with the tag plumbline=production .*other accounts {2}platform, shop {2}rate\(15 minutes\)$/m,
      /^ {2}audit {2}https:\/\/gitlab\.example\.com\/security\/audit\.git at v2, manifests; of prod-eu alone$/m,
      /^ {2}rate\(5 minutes\) {2}1 cluster, 8760 checks a month each$/m,
      /^ {2}cron\(.*\) {2}1 cluster, at least 10 checks a month each$/m,
      /^ {2}arn:aws:iam::444455556666:role\/plumbline-reader {2}detect reads staging$/m,
      /^ {2}plumbline\/gitlab {2}detect reads it, for gitlab\.example\.com$/m,
    ])
      assert.match(stdout, line);
  });

  it('ends with 2 and tells every problem at its line', async (t) => {
    const folder = makeFolder(t);
    writeFiles(folder, { 'p.yaml': 'schedule: hourly\nclusters:\n  - nam: a\n    eks: {region: us-east-1}\n' });
    const { code, stdout, stderr } = await runCommandLine(t, ['validate', join(folder, 'p.yaml')]);
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, /p\.yaml:1: schedule: a schedule is rate/);
    assert.match(stderr, /p\.yaml:3: clusters\[0\]\.name is missing/);
    assert.match(stderr, /p\.yaml:3: clusters\[0\]: unknown key "nam"; did you mean "name"\?/);
  });

  it('ends with 2 where there is no such file, and takes one at most', async (t) => {
    const absent = await runCommandLine(t, ['validate', join(makeFolder(t), 'none.yaml')]);
    assert.equal(absent.code, 2);
    assert.match(absent.stderr, /none\.yaml cannot be read/);
    assert.match((await runCommandLine(t, ['validate', 'a', 'b'])).stderr, /"b" is one argument too many/);
  });
});

describe('plumbline check with the configuration of a fleet', () => {
  it('heeds its rules and its scope, and leaves the fleet aside', async (t) => {
    const repository = makeRepository(t, { 'a.yaml': configMap('a') });
    const kubeconfig = await serveCluster(t, [{ group: '', version: 'v1', kind: 'ConfigMap', resource: 'configmaps', objects: [] }]);
    const folder = makeFolder(t);
    const rule = 'ignore: [{kind: ConfigMap, name: a, reason: r, owner: o}]\n';
    const fleet = 'sources: [{id: a, url: https://x.example/a}]\nclusters: [{name: c, eks: {region: us-east-1}}]\n';
    writeFiles(folder, { 'p.yaml': fleet + rule, 'q.yaml': fleet });
    const check = ['check', '-s', repository, '--kubeconfig', kubeconfig, '--quiet', '--config'];
    assert.equal((await runCommandLine(t, [...check, join(folder, 'p.yaml')])).code, 0);
    assert.equal((await runCommandLine(t, [...check, join(folder, 'q.yaml')])).code, 1);
  });
});
