import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import type { DriftReport } from '../../functions/core/report.ts';
import { runCommandLine, serveCluster } from '../support/command-line.ts';
import { commitFiles, configMap, makeFolder, makeRepository, runGit } from '../support/git-repository.ts';
import { hasTool, makeSigningRepository, makeSshKey, sshSettings } from '../support/signing.ts';

const NOTHING = { group: '', version: 'v1', kind: 'ConfigMap', resource: 'configmaps', objects: [] };
const SKIP = hasTool('ssh-keygen') ? false : 'ssh-keygen is not there: signed checks are NOT tested';

/** An empty cluster that is as a repository without manifests for it says. */
async function checkAgainst(t: TestContext, repository: string): Promise<string[]> {
  return ['check', '-s', repository, '--kubeconfig', await serveCluster(t, [NOTHING]), '--quiet', '--no-unmanaged'];
}

const GENERATED = 'apiVersion: batch/v1\nkind: Job\nmetadata:\n  generateName: once-\n';

function signCommit(t: TestContext) {
  const repository = makeSigningRepository(t);
  const key = makeSshKey(t);
  writeFileSync(join(repository.folder, 'a.yaml'), GENERATED);
  repository.git(['add', '-A']);
  repository.git(['commit', '-q', '-m', 'signed'], sshSettings(key));
  const write = (line: string): string => {
    const file = join(makeFolder(t), 'allowed_signers');
    writeFileSync(file, `ada@example.com ${line}\n`);
    return file;
  };
  return { repository, allowed: write(key.line), others: write(makeSshKey(t).line) };
}

describe('plumbline check, of where git comes from', { skip: SKIP }, () => {
  it('says who signed, and ends with 0 where that is somebody known', async (t) => {
    const { repository, allowed } = signCommit(t);
    const args = await checkAgainst(t, repository.folder);
    const { code, stdout, stderr } = await runCommandLine(t, [...args, '--allowed-signers', allowed]);
    assert.equal(code, 0, stdout + stderr);
    assert.match(stdout, /by Ada\s[·\s]*signed by ada@example\.com \(good\)/);
    assert.doesNotMatch(stdout, /PROVENANCE/);
  });

  it('ends with 4 where the signer is nobody known: the cluster is still in sync, and the report says both', async (t) => {
    const { repository, others } = signCommit(t);
    const args = await checkAgainst(t, repository.folder);
    const { code, stdout } = await runCommandLine(t, [...args, '--allowed-signers', others]);
    assert.equal(code, 4, stdout);
    assert.match(stdout, /IN SYNC/);
    assert.match(stdout, /does not prove where it comes from/);
    assert.match(stdout, /PROVENANCE[\s\S]*known-signer[\s\S]*no allowed signer\s+\(SHA256:/);
    const json = await runCommandLine(t, [...args, '--allowed-signers', others, '--output', 'json']);
    const [revision] = (JSON.parse(json.stdout) as DriftReport).revisions;
    assert.equal(revision?.author?.name, 'Ada');
    assert.equal(revision?.provenance?.signature?.result, 'unknown-signer');
    assert.equal(revision?.provenance?.findings.length, 1);
    for (const format of ['markdown', 'sarif', 'junit']) {
      const told = await runCommandLine(t, [...args, '--allowed-signers', others, '--output', format]);
      assert.match(told.stdout, /no allowed signer/, format);
    }
  });

  it('compares nothing of a revision that it refuses', async (t) => {
    const { repository, others } = signCommit(t);
    const args = await checkAgainst(t, repository.folder);
    const { code, stdout, stderr } = await runCommandLine(t, [...args, '--allowed-signers', others, '--refuse']);
    assert.equal(code, 2, stderr);
    assert.equal(stdout, '');
    assert.match(stderr, /is refused: the key that signed it is no allowed signer/);
  });

  it('goes on with the other sources where it refuses one: what that declares is neither missing nor unmanaged', async (t) => {
    const { repository, others } = signCommit(t);
    const other = makeRepository(t, { 'b.yaml': configMap('b') });
    const config = join(makeFolder(t), 'plumbline.yaml');
    writeFileSync(config, 'provenance: {require: [signed], onViolation: refuse}\n');
    const kubeconfig = await serveCluster(t, [NOTHING]);
    const args = ['check', '-s', repository.folder, '-s', other, '--kubeconfig', kubeconfig, '--quiet', '--config', config];
    const { code, stdout } = await runCommandLine(t, [...args, '--allowed-signers', others, '--output', 'json']);
    const report = JSON.parse(stdout) as DriftReport;
    assert.equal(code, 3, stdout);
    assert.equal(report.coverage.unmanaged, null, 'what is in no repository cannot be told');
    assert.deepEqual(
      report.unchecked.map((gap) => (gap.type === 'file' ? [gap.reason, gap.message.includes('it is not signed')] : gap.type)),
      [['refused', true]],
    );
  });

  it('names a history that was rewritten since the report that was kept', async (t) => {
    const folder = makeRepository(t, { 'a.yaml': GENERATED });
    const args = [...(await checkAgainst(t, folder)), `--store=${makeFolder(t)}`, '--revision', 'main'];
    const first = commitFiles(folder, { 'c.txt': 'one' }, 1);
    assert.equal((await runCommandLine(t, args)).code, 0);
    runGit(folder, ['reset', '-q', '--hard', 'HEAD~1']);
    commitFiles(folder, { 'c.txt': 'two' }, 2);
    const { code, stdout } = await runCommandLine(t, args);
    assert.equal(code, 0, 'nobody required that it is kept');
    assert.match(stdout, new RegExp(`history was rewritten: ${first.slice(0, 12)}`));
  });

  it('tells what is wrong with its arguments before anything is asked', async (t) => {
    const { repository, allowed } = signCommit(t);
    const args = await checkAgainst(t, repository.folder);
    writeFileSync(allowed, 'ada@example.com\n');
    const broken = await runCommandLine(t, [...args, '--allowed-signers', allowed]);
    assert.equal(broken.code, 2);
    assert.match(broken.stderr, /allowed_signers: line 1 of the allowed signers: there is no public key/);
    const absent = await runCommandLine(t, [...args, '--allowed-signers', `${allowed}-gone`]);
    assert.match(absent.stderr, /cannot be read/);
    const nobody = await runCommandLine(t, [...args, '--require', 'known-signer']);
    assert.match(nobody.stderr, /nobody is known/);
  });
});
