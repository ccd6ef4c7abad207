import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, it } from 'node:test';

const FUNCTIONS = join(import.meta.dirname, '../../functions');

interface Logged {
  readonly lines: readonly Record<string, unknown>[];
  /** What the caller got. */
  readonly ended: string;
  readonly text: string;
}

/** Runs `body` as a function would, in a process of its own, and reads its log. */
function runFunction(body: string): Logged {
  const script = `
    import { log, logRun } from '${FUNCTIONS}/handlers/logging.ts';
    import { publishMetrics } from '${FUNCTIONS}/handlers/metrics.ts';
    import { PlumblineError } from '${FUNCTIONS}/core/errors.ts';
    const ended = await (async () => { ${body} })().then(String, (error) => error.name + ': ' + error.message);
    console.log('ended ' + ended);
  `;
  const env = { PATH: process.env['PATH'], POWERTOOLS_SERVICE_NAME: 'detect' };
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8', env });
  const all = `${stdout}\n${stderr}`.split('\n').filter((line) => line !== '');
  return {
    lines: all.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line)),
    ended: all.find((line) => line.startsWith('ended '))?.slice('ended '.length) ?? assert.fail(stderr),
    text: all.join('\n'),
  };
}

describe('the log of a function', () => {
  it('is JSON that says which run of which check, and gives the answer on', () => {
    const { lines, ended } = runFunction(
      "return logRun({ run: 'r1', check: 'prod' }, async () => { log.info('done', { counts: 3 }); return 7; })",
    );
    assert.equal(ended, '7');
    const [line] = lines;
    const { level, message, service, run, check, counts } = line ?? {};
    assert.deepEqual([level, message, service, run, check, counts], ['INFO', 'done', 'detect', 'r1', 'prod', 3]);
  });

  it('names of an error what it is and what to do, and gives it on as it is', () => {
    const { lines, ended } = runFunction(
      "return logRun({ run: 'r1' }, async () => { throw new PlumblineError('authentication', 'no entry', { advice: 'grant it', cause: new Error('canary') }); })",
    );
    const [line] = lines;
    const { level, message, code, advice, run } = line ?? {};
    assert.deepEqual([level, message, code, advice, run], ['ERROR', 'no entry', 'authentication', 'grant it', 'r1']);
    assert.equal(ended, 'PlumblineError: no entry');
  });

  it('quotes nothing that could not be read, in no line and not to the caller', () => {
    const { lines, ended, text } = runFunction("return logRun({}, async () => JSON.parse('canary'))");
    assert.doesNotMatch(text, /canary/);
    assert.equal(ended, 'Error: a text could not be read');
    assert.deepEqual([lines[0]?.['level'], lines[0]?.['error']], ['ERROR', 'SyntaxError']);
  });

  it('says of an error that nobody foresaw where it came from', () => {
    const [line] = runFunction('return logRun({}, async () => undefined.x)').lines;
    assert.match(JSON.stringify(line?.['frames']), /at /);
  });
});

describe('the metrics of a function', () => {
  const { lines } = runFunction(`publishMetrics('plumbline', [
    { name: 'Checks', unit: 'Count', value: 0 },
    { name: 'TimeToDetect', unit: 'Seconds', value: [5, 60] },
    { name: 'Coverage', unit: 'Percent', value: 99.5, cluster: 'prod' },
  ], { check: 'prod' })`);
  const dimensionsOf = ({ _aws }: Record<string, unknown>) =>
    (_aws as { CloudWatchMetrics: { Namespace: string; Dimensions: string[][] }[] }).CloudWatchMetrics;

  it('have the installation as their only dimension, and the cluster where it is named', () => {
    assert.deepEqual(
      lines.map((line) => dimensionsOf(line).map(({ Namespace, Dimensions }) => [Namespace, Dimensions])),
      [[['Plumbline', [['installation']]]], [['Plumbline', [['installation', 'cluster']]]]],
    );
  });
  it('are written with their values, zero too, and details that are no dimension', () => {
    const [all, one] = lines;
    assert.deepEqual([all?.['installation'], all?.['Checks'], all?.['TimeToDetect'], all?.['check']], ['plumbline', 0, [5, 60], 'prod']);
    assert.deepEqual([one?.['cluster'], one?.['Coverage']], ['prod', 99.5]);
  });
});
