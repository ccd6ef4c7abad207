import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApp } from '../../infra/app.ts';
import { obtainPythonPackage } from '../support/python-package.ts';
import { WHOLE_SETTINGS } from './sample-installation.ts';

/** What its command does: it cannot be run as a module. */
const CFN_LINT = 'import sys; from cfnlint.runner import main; sys.exit(main())';

/**
 * Holds the templates of an installation that uses everything against cfn-lint, which knows what each region of AWS accepts. Skipped, loudly, where
 * there is no Python.
 */
const obtained = await obtainPythonPackage('cfn-lint', 'cfn-lint==1.58.*');
if ('python' in obtained) process.exitCode = lint(obtained.python);

function lint(python: string): number {
  const outdir = mkdtempSync(join(tmpdir(), 'plumbline-templates-'));
  try {
    const publicKey = join(outdir, 'readers.pem');
    writeFileSync(publicKey, generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ type: 'spki', format: 'pem' }));
    const certificate = 'arn:aws:acm:us-east-1:111122223333:certificate/0a1b2c3d-0a1b-2c3d-4e5f-0a1b2c3d4e5f';
    const pages = { domain: 'drift.example.com', certificate, publicKeys: [publicKey] };
    buildApp({ outdir, context: { ...WHOLE_SETTINGS, pages } }).synth();
    const templates = readdirSync(outdir).filter((file) => file.endsWith('.template.json'));
    const { status, error } = spawnSync(python, ['-c', CFN_LINT, '--non-zero-exit-code', 'error', ...templates], {
      cwd: outdir,
      stdio: 'inherit',
    });
    if (error) throw error;
    process.stdout.write(`cfn-lint looked at ${templates.length} templates: ${status === 0 ? 'no error' : 'errors'}\n`);
    return status ?? 1;
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
