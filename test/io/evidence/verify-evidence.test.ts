import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { describe, it } from 'node:test';
import { ZipFile } from 'yazl';
import type { EvidenceFile } from '../../../functions/core/evidence/evidence-file.ts';
import { type EvidenceTrust, verifyEvidence } from '../../../functions/io/evidence/verify-evidence.ts';
import { writeArchive } from '../../../functions/io/evidence/write-archive.ts';
import { buildSmallFiles, createSigner, makeSmallBundle, sealFiles } from '../../support/small-bundle.ts';

async function listProblems(bytes: Buffer, trust: EvidenceTrust = {}): Promise<string[]> {
  return (await verifyEvidence(bytes, trust)).problems.map(({ part, message }) => `${part}: ${message}`);
}

const text = (name: string, content: string): EvidenceFile => ({ name, content: Buffer.from(content) });

/** The file that each byte of an archive belongs to; undefined for headers and the list at the end. */
function mapBytes(bytes: Buffer, files: readonly EvidenceFile[]): (at: number) => string | undefined {
  const ranges = files.map(({ name, content }) => {
    const from = bytes.indexOf(Buffer.concat([Buffer.from(name), content])) + name.length;
    return { name, from, to: from + content.length };
  });
  return (at) => ranges.find(({ from, to }) => at >= from && at < to)?.name;
}

/** A zip that Plumbline would not write. */
async function zip(
  files: readonly EvidenceFile[],
  options: { readonly compress?: boolean; readonly comment?: string } = {},
): Promise<Buffer> {
  const archive = new ZipFile();
  const entry = { mtime: new Date(1980, 0, 1, 12), forceDosTimestamp: true, mode: 0o100644, compress: options.compress ?? false };
  for (const { name, content } of files) archive.addBuffer(Buffer.from(content), name, entry);
  archive.end({ forceZip64Format: false, comment: options.comment ?? '' });
  return buffer(archive.outputStream);
}

const byName = (a: EvidenceFile, b: EvidenceFile): number => (a.name < b.name ? -1 : 1);

describe('a bundle of evidence', () => {
  it('is intact as it was made, with the digest that was noted and the key that signed', async () => {
    assert.deepEqual(await listProblems(await makeSmallBundle()), []);
    for (const algorithm of ['ECDSA_SHA_256', 'RSASSA_PSS_SHA_256'] as const) {
      const signer = createSigner(algorithm);
      const bytes = await makeSmallBundle(signer);
      const { digest = '', problems, signing, report } = await verifyEvidence(bytes, { key: signer.publicKey });
      assert.deepEqual([problems, signing], [[], signer.signing]);
      assert.equal(report?.check.id, 'prod-eu');
      assert.deepEqual(await listProblems(bytes, { digest }), []);
    }
  });

  for (const signer of [undefined, createSigner()]) {
    const kind = signer === undefined ? 'that nobody signed' : 'that is signed';
    it(`${kind} is refused with any one byte changed, and the file that holds the byte is named`, async () => {
      const files = buildSmallFiles(signer);
      const bytes = await writeArchive(files);
      const find = mapBytes(bytes, files);
      // Every byte of the one that has every kind of file; of the other every fifth, which takes a fifth of the time.
      for (let at = 0; at < bytes.length; at += signer === undefined ? 5 : 1) {
        const changed = Buffer.from(bytes);
        changed[at] = (bytes[at] ?? 0) ^ (1 << (at % 8));
        const problems = await listProblems(changed);
        assert.ok(problems.length > 0, `byte ${at} of ${find(at) ?? 'the archive'}`);
        const file = find(at);
        if (file !== undefined)
          assert.ok(
            problems.some((problem) => problem.includes(file)),
            `${at} of ${file}: ${problems.join('\n')}`,
          );
      }
    });
  }

  it('is refused with bytes in front, behind or missing', async () => {
    const bytes = await makeSmallBundle();
    assert.match((await listProblems(Buffer.concat([bytes, Buffer.from('x')]))).join(), /^archive: /);
    assert.match((await listProblems(Buffer.concat([Buffer.from('#!/bin/sh\n'), bytes]))).join(), /: /);
    for (const length of [0, 1, 21, 100, bytes.length - 1])
      assert.match((await listProblems(bytes.subarray(0, length))).join(), /^archive: it is broken/, `${length} bytes`);
    assert.match((await listProblems(Buffer.from('no zip at all, but long enough to be one'))).join(), /^archive: it is broken/);
  });

  it('is refused where another program packed the same files', async () => {
    const files = buildSmallFiles().sort(byName);
    assert.deepEqual(await listProblems(await zip(files)), []);
    assert.match((await listProblems(await zip(files, { comment: 'checked' }))).join(), /^archive: byte \d+ is another/);
    assert.match((await listProblems(await zip(files.toReversed()))).join(), /^archive: byte \d+ is another/);
  });

  it('names what is missing and what is too many', async () => {
    const files = buildSmallFiles();
    const without = files.filter(({ name }) => name !== 'report.json');
    assert.deepEqual(await listProblems(await writeArchive(without)), ['report.json: it is missing']);
    const headless = files.filter(({ name }) => name !== 'manifest.json');
    assert.deepEqual(await listProblems(await writeArchive(headless)), ['manifest.json: it is missing']);
    const more = [...files, text('notes.txt', 'approved')];
    assert.deepEqual(await listProblems(await writeArchive(more)), ['notes.txt: it is too many: manifest.json does not list it']);
    const listed = sealFiles([...files.filter(({ name }) => name !== 'manifest.json'), text('notes.txt', 'approved')]);
    assert.match((await listProblems(await writeArchive(listed))).join(), /^notes\.txt: manifest\.json lists it/);
    const forgotten = sealFiles(files.filter(({ name }) => name !== 'manifest.json' && name !== 'report.html'));
    assert.match((await listProblems(await writeArchive(forgotten))).join(), /^report\.html: it is missing/);
  });

  it('names every file that was changed, not only the first', async () => {
    const changed = buildSmallFiles().map((file) => (file.name.endsWith('s.json') ? text(file.name, '[]\n') : file));
    const problems = await listProblems(await writeArchive(changed));
    assert.deepEqual(
      problems.map((problem) => problem.split(': it was changed')[0]),
      ['revisions.json', 'versions.json'],
    );
  });

  it('is refused where a name is there twice, leads elsewhere or is hidden', async () => {
    const files = buildSmallFiles();
    const twice = await zip([...files, text('report.json', '{}')].sort(byName));
    assert.match((await listProblems(twice)).join(), /report\.json: it is there twice/);
    for (const name of ['folder/report.json', '.hidden', 'a b']) {
      const problems = await listProblems(await zip([...files, text(name, 'x')]));
      assert.ok(problems.includes(`${name}: no file of a bundle has such a name`), problems.join('\n'));
    }
    const honest = await zip([...files, text('xx/report.json', 'x')]);
    const evil = Buffer.from(honest.toString('latin1').replaceAll('xx/report.json', '../report.json'), 'latin1');
    assert.match((await listProblems(evil)).join(), /^archive: it is broken: .*\.\.\/report\.json/);
  });

  it('unpacks nothing that grows', async () => {
    const bomb = [...buildSmallFiles(), { name: 'report.css', content: Buffer.alloc(50_000_000) }];
    assert.match((await listProblems(await zip(bomb, { compress: true }))).join('\n'), /^report\.css: it is compressed/m);
    const many = Array.from({ length: 30 }, (_, at) => text(`f${at}`, 'x'));
    assert.deepEqual(await listProblems(await zip(many)), ['archive: it says it holds 30 files']);
  });

  it('is refused where nobody signed it, another did, or its signature is of something else, and a key was named', async () => {
    const [signer, other] = [createSigner(), createSigner()];
    assert.deepEqual(await listProblems(await makeSmallBundle(), { key: signer.publicKey }), [
      'manifest.sig: there is none: nobody signed this bundle',
    ]);
    const forged = await makeSmallBundle(other);
    assert.deepEqual(await listProblems(forged), []);
    assert.match((await listProblems(forged, { key: signer.publicKey })).join(), /^public-key\.pem: it is another than the trusted key/);
    const files = buildSmallFiles(signer);
    const swapped = files.map((file) => (file.name === 'manifest.sig' ? { ...file, content: signer.sign(Buffer.from('else')) } : file));
    assert.match((await listProblems(await writeArchive(swapped))).join(), /^manifest\.sig: it is not the signature of arn:aws:kms/);
    const stripped = files.filter(({ name }) => name !== 'manifest.sig');
    assert.match((await listProblems(await writeArchive(stripped))).join(), /^manifest\.sig: it is missing/);
    const renamed = { ...signer, signing: { ...signer.signing, key: 'arn:aws:kms:eu-west-1:111122223333:key/another' } };
    const manifest = buildSmallFiles(renamed).filter(({ name }) => name === 'manifest.json');
    const claimed = files.map((file) => (file.name === 'manifest.json' ? (manifest[0] ?? file) : file));
    assert.match((await listProblems(await writeArchive(claimed), { key: signer.publicKey })).join(), /^manifest\.sig: .*key\/another/);
  });

  it('is refused where its digest is another than was noted, though all in it agrees', async () => {
    const { digest = '' } = await verifyEvidence(await makeSmallBundle());
    const files = buildSmallFiles().filter(({ name }) => name !== 'manifest.json');
    const rewritten = sealFiles(files.map((file) => (file.name === 'README.txt' ? text(file.name, 'All is well.\n') : file)));
    const bytes = await writeArchive(rewritten);
    assert.deepEqual(await listProblems(bytes), []);
    assert.match((await listProblems(bytes, { digest })).join(), /^manifest\.json: it is another bundle/);
  });

  it('is refused where the report in it is none', async () => {
    const files = buildSmallFiles().filter(({ name }) => name !== 'manifest.json');
    const bytes = await writeArchive(sealFiles(files.map((file) => (file.name === 'report.json' ? text(file.name, '{}\n') : file))));
    assert.match((await listProblems(bytes)).join(), /^report\.json: /);
  });

  it('has the same bytes from every version of the packer, so that old bundles stay verifiable', async () => {
    const bytes = await writeArchive([text('b.txt', 'two\n'), text('a.txt', 'one\n')]);
    assert.equal(createHash('sha256').update(bytes).digest('hex'), '54d92f00c4a9b851d1855fc9d372856bd09d5658145667c0a2e0e3709c8b1edc');
  });
});
