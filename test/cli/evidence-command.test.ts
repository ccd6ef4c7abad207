import assert from 'node:assert/strict';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { readArchive } from '../../functions/io/evidence/read-archive.ts';
import { openLocalReportStore } from '../../functions/io/local-report-store.ts';
import { runCommandLine, serveCluster } from '../support/command-line.ts';
import { configMap, makeFolder, makeRepository } from '../support/git-repository.ts';
import { buildReport } from '../support/sample-report.ts';
import { buildHostileReport, buildVariedReport } from '../support/sample-reports.ts';
import { createSigner, makeSmallBundle } from '../support/small-bundle.ts';

async function fillStore(t: TestContext): Promise<string> {
  const folder = join(makeFolder(t), 'kept');
  const store = openLocalReportStore(folder);
  await store.store(buildReport([], { readAt: '2026-11-03T22:00:00Z' }));
  await store.store(buildVariedReport());
  return folder;
}

async function readBundle(file: string): Promise<ReadonlyMap<string, Buffer>> {
  const { files } = await readArchive(readFileSync(file));
  return new Map(files.map(({ name, content }) => [name, Buffer.from(content)]));
}

describe('plumbline evidence', () => {
  it('makes the same bytes of the same report, and verify-evidence finds them intact', async (t) => {
    const from = await fillStore(t);
    const folder = makeFolder(t);
    const config = join(folder, 'plumbline.yaml');
    writeFileSync(config, 'scope:\n  excludeNamespaces: [sandbox-*]\n');
    const make = (file: string) => runCommandLine(t, ['evidence', '--from', from, '--config', config, '--output-file', join(folder, file)]);
    const made = await make('a.zip');
    assert.equal(made.code, 0, made.stderr);
    assert.equal((await make('b.zip')).code, 0);
    assert.deepEqual(readFileSync(join(folder, 'a.zip')), readFileSync(join(folder, 'b.zip')));
    assert.equal(statSync(join(folder, 'a.zip')).mode & 0o777, 0o600);
    const digest = /^sha256:[0-9a-f]{64}$/m.exec(made.stdout)?.[0] ?? assert.fail(made.stdout);
    const verified = await runCommandLine(t, ['verify-evidence', join(folder, 'a.zip'), '--digest', digest]);
    assert.equal(verified.code, 0, verified.stdout);
    assert.match(verified.stdout, /^INTACT[\s\S]*prod-eu, read at 2026-11-04T03:12:09Z: drifted[\s\S]*, as expected\n/);
    const again = await make('a.zip');
    assert.equal(again.code, 2);
    assert.match(again.stderr, /a\.zip is there already, and is not written over/);
  });

  it('holds the report as it was stored, the configuration as it was named, and says what was not checked', async (t) => {
    const from = await fillStore(t);
    const folder = makeFolder(t);
    const file = join(folder, 'a.zip');
    await runCommandLine(t, ['evidence', 'prod-eu', '--from', from, '--output-file', file]);
    const bundle = await readBundle(file);
    assert.deepEqual(bundle.get('report.json'), readFileSync(join(from, 'reports/prod-eu/2026-11-04/031209Z-3f2a9c1d.json')));
    assert.match(bundle.get('report.html')?.toString() ?? '', /^<!doctype html>/);
    const statement = bundle.get('README.txt')?.toString() ?? '';
    assert.match(statement, /DRIFTED[\s\S]*What was not checked[\s\S]*Secret[\s\S]*broken\.yaml:14[\s\S]*The configuration is not part/);
    assert.match(bundle.get('revisions.json')?.toString() ?? '', /"commit": "3f2a9c1d/);
    assert.equal(bundle.has('plumbline.yaml'), false);
  });

  it('takes the report in force at a time, or a file, and tells which versions made it', async (t) => {
    const from = await fillStore(t);
    const folder = makeFolder(t);
    const early = await runCommandLine(t, ['evidence', '--from', from, '--at', '2026-11-03', '--output-file', join(folder, 'early.zip')]);
    assert.equal(early.code, 0, early.stderr);
    assert.match((await readBundle(join(folder, 'early.zip'))).get('README.txt')?.toString() ?? '', /IN SYNC/);
    const kubeconfig = await serveCluster(t, []);
    const repository = makeRepository(t, { 'a.yaml': configMap('a') });
    const report = join(folder, 'report.json');
    await runCommandLine(t, ['check', '-s', repository, '--kubeconfig', kubeconfig, '-q', '-o', 'json', '--output-file', report]);
    const made = await runCommandLine(t, ['evidence', report, '--output-file', join(folder, 'file.zip')]);
    assert.equal(made.code, 0, made.stderr);
    const versions = JSON.parse((await readBundle(join(folder, 'file.zip'))).get('versions.json')?.toString() ?? '{}');
    assert.equal(versions.check.node, process.versions.node);
    assert.match(versions.check.plumbline, /^\d+\.\d+\.\d+$/);
  });

  it('is safe to print whatever a repository or a cluster says', async (t) => {
    const folder = makeFolder(t);
    const from = join(folder, 'kept');
    await openLocalReportStore(from).store({ ...buildHostileReport(), readAt: '2026-11-04T03:12:09Z' });
    const file = join(folder, 'a.zip');
    const made = await runCommandLine(t, ['evidence', '--from', from, '--output-file', file]);
    assert.equal(made.code, 0, made.stderr);
    for (const name of ['README.txt', 'revisions.json', 'versions.json'])
      assert.doesNotMatch(
        (await readBundle(file)).get(name)?.toString() ?? '',
        /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/,
        name,
      );
    assert.equal((await runCommandLine(t, ['verify-evidence', file])).code, 0);
  });

  it('puts in only what is a configuration, and names a key that is none', async (t) => {
    const from = await fillStore(t);
    const folder = makeFolder(t);
    const wrong = join(folder, 'kubeconfig.yaml');
    writeFileSync(wrong, 'apiVersion: v1\nkind: Config\n');
    const file = join(folder, 'a.zip');
    assert.equal((await runCommandLine(t, ['evidence', '--from', from, '--config', wrong, '--output-file', file])).code, 2);
    const { code, stderr } = await runCommandLine(t, ['evidence', '--from', from, '--kms-key', 'alias/audit', '--output-file', file]);
    assert.equal(code, 2);
    assert.match(stderr, /alias\/audit is no ARN of a KMS key/);
    assert.match(
      (await runCommandLine(t, ['evidence', 'other', '--from', from])).stderr,
      /no report of other; there are reports of prod-eu/,
    );
  });
});

describe('plumbline verify-evidence', () => {
  it('refuses by name, with exit code 1, and tells machines the same', async (t) => {
    const folder = makeFolder(t);
    const file = join(folder, 'a.zip');
    const bytes = await makeSmallBundle();
    bytes[bytes.indexOf('in sync')] = 0x49;
    writeFileSync(file, bytes);
    const { code, stdout } = await runCommandLine(t, ['verify-evidence', file]);
    assert.equal(code, 1);
    assert.match(stdout, /^REFUSED .*\n {2}report\.html: it was changed: its SHA-256 is [0-9a-f]{64}, manifest\.json says [0-9a-f]{64}\n$/);
    const json = JSON.parse((await runCommandLine(t, ['verify-evidence', file, '-o', 'json'])).stdout);
    assert.deepEqual([json.intact, json.problems.length, json.problems[0].part], [false, 1, 'report.html']);
  });

  it('trusts a signature only against a key that is named', async (t) => {
    const signer = createSigner();
    const folder = makeFolder(t);
    const [file, key, other] = [join(folder, 'a.zip'), join(folder, 'key.pem'), join(folder, 'other.pem')];
    writeFileSync(file, await makeSmallBundle(signer));
    writeFileSync(key, signer.pem);
    writeFileSync(other, createSigner().pem);
    const unnamed = await runCommandLine(t, ['verify-evidence', file]);
    assert.equal(unnamed.code, 0);
    assert.match(unnamed.stdout, /signed by arn:aws:kms:\S+ \(ECDSA_SHA_256\), not verified against a trusted key/);
    const named = await runCommandLine(t, ['verify-evidence', file, '--public-key', key]);
    assert.deepEqual([named.code, /: the trusted key$/m.test(named.stdout)], [0, true]);
    const wrong = await runCommandLine(t, ['verify-evidence', file, '--public-key', other]);
    assert.deepEqual([wrong.code, /public-key\.pem: it is another than the trusted key/.test(wrong.stdout)], [1, true]);
  });

  it('could not run where there is no such bundle or key, and says so', async (t) => {
    const folder = makeFolder(t);
    const file = join(folder, 'a.zip');
    writeFileSync(file, await makeSmallBundle());
    const failures: readonly (readonly [args: readonly string[], says: RegExp])[] = [
      [[join(folder, 'none.zip')], /none\.zip cannot be read/],
      [[file, '--public-key', file], /a\.zip is no public key in PEM/],
      [[file, '--public-key', file, '--kms-key', 'arn:x'], /name one trusted key/],
      [[file, '--kms-key', 'arn:x'], /arn:x is no ARN of a KMS key/],
      [[file, '--digest', 'sha256:12'], /a digest is written like/],
    ];
    for (const [args, says] of failures) {
      const { code, stdout, stderr } = await runCommandLine(t, ['verify-evidence', ...args]);
      assert.deepEqual([code, stdout], [2, ''], args.join(' '));
      assert.match(stderr, says);
    }
  });
});
