import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { before, describe, it, type TestContext } from 'node:test';
import { buildGateResult } from '../../functions/core/gate/build-gate-result.ts';
import type { GateMessage } from '../../functions/core/gate/gate-message.ts';
import type { GateReport } from '../../functions/core/gate/gate-report.ts';
import { parseGateRequest } from '../../functions/core/gate/gate-request.ts';
import { parseJson } from '../../functions/core/json.ts';
import { type Outcome, runCommandLine } from '../support/command-line.ts';
import {
  type StreamingFunction,
  type StreamingLambda,
  type StreamingLambdaOptions,
  startStreamingLambda,
} from '../support/fake-streaming-lambda.ts';
import { buildSampleGate } from '../support/sample-gate.ts';

const SECRET = 'X-Amz-Signature=0123456789';
const ARGUMENTS = ['gate', '--cluster', 'prod-eu', '--source', 'shop', '--revision', 'main'];

/** A bucket that gives one gate to whoever has its URL; counts how often. */
async function keepGate(t: TestContext, gate: unknown, status = 200): Promise<string> {
  const server = createServer((_, response) => response.writeHead(status).end(JSON.stringify(gate)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/gates/prod-eu/x.json?${SECRET}`;
}

/** A function that says these messages, one line each. */
function say(messages: readonly (GateMessage | string)[]): StreamingFunction {
  return async (_event, response) => {
    for (const message of messages) response.write(typeof message === 'string' ? message : `${JSON.stringify(message)}\n`);
    response.end();
  };
}

async function lambda(
  t: TestContext,
  functions: Readonly<Record<string, StreamingFunction>>,
  options: StreamingLambdaOptions = {},
): Promise<StreamingLambda> {
  const fake = await startStreamingLambda(functions, options);
  t.after(() => fake.stop());
  process.env['AWS_ENDPOINT_URL_LAMBDA'] = fake.endpoint;
  return fake;
}

async function gateOf(
  t: TestContext,
  gate: GateReport,
  args: readonly string[] = [],
  messages: readonly GateMessage[] = [],
): Promise<Outcome> {
  const url = await keepGate(t, gate);
  const result = buildGateResult(gate, { key: 'gates/prod-eu/x.json', url, expiresAt: '2026-11-24T18:00:00Z' });
  await lambda(t, { 'plumbline-gate': say([...messages, result]) });
  return runCommandLine(t, [...ARGUMENTS, ...args]);
}

async function failureOf(
  t: TestContext,
  run: StreamingFunction,
  options: StreamingLambdaOptions = {},
  args: readonly string[] = [],
): Promise<string> {
  await lambda(t, { 'plumbline-gate': run }, options);
  const { code, stdout, stderr } = await runCommandLine(t, [...ARGUMENTS, '--quiet', ...args]);
  assert.deepEqual([code, stdout], [2, ''], stderr);
  assert.doesNotMatch(stderr, /bug in Plumbline|\n {4}at /);
  return stderr;
}

describe('plumbline gate', () => {
  before(() => {
    Object.assign(process.env, {
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'testing',
      AWS_SECRET_ACCESS_KEY: 'testing',
      AWS_MAX_ATTEMPTS: '1',
    });
  });

  it('asks the function, tells how far it is, and prints what has drifted apart from what will change', async (t) => {
    const progress = { type: 'progress', stage: 'live', done: 1, total: 60, detail: 'kinds' } as const;
    const { code, stdout, stderr } = await gateOf(t, buildSampleGate(), [], [progress]);
    assert.equal(code, 1, stderr);
    assert.match(stderr, /asking the function\nplumbline: reading the cluster\n/);
    const [drifted = '', rest = ''] = stdout.split('WILL CHANGE');
    const [willChange = '', adopted = ''] = rest.split('IN THE CLUSTER ALREADY');
    assert.match(drifted, /^✗ DRIFTED {2}prod-eu: The cluster has drifted in 3 places\. The release makes 5 changes/);
    assert.match(drifted, /\.spec\.replicas {2}3 → 5/);
    assert.match(drifted, /LOG_LEVEL[\s\S]*The release overwrites what was done by hand; git said "info" before/);
    assert.doesNotMatch(drifted, /web:42/);
    assert.match(willChange, /web:41" → "registry\.example\.com\/web:42/);
    assert.match(willChange, /\+ ConfigMap shop\/new[\s\S]*created/);
    assert.match(willChange, /- ConfigMap shop\/old/);
    assert.doesNotMatch(willChange, /spec\.replicas/);
    assert.match(adopted, /= Service shop\/api {2}\.spec\.type/);
    assert.doesNotMatch(stdout + stderr, new RegExp(SECRET));
  });

  it('sends what it was asked, and always asks for progress', async (t) => {
    const url = await keepGate(t, buildSampleGate());
    const fake = await lambda(t, { 'audit-gate': say([buildGateResult(buildSampleGate(), { key: 'k', url, expiresAt: '' })]) });
    await runCommandLine(t, [...ARGUMENTS, '--base', 'v41', '--function', 'audit-gate', '--quiet']);
    assert.deepEqual(fake.events, [{ cluster: 'prod-eu', source: 'shop', revision: 'main', base: 'v41', progress: true }]);
  });

  it('ends as check does: what the release will change fails nothing, drift does, and a gap is no pass', async (t) => {
    const gap = { type: 'kind', group: '', version: 'v1', kind: 'Secret', reason: 'forbidden', message: 'refused', declared: 2 } as const;
    assert.equal((await gateOf(t, buildSampleGate({ drifted: false }))).code, 0);
    assert.equal((await gateOf(t, buildSampleGate())).code, 1);
    const incomplete = await gateOf(t, buildSampleGate({ drifted: false, report: { unchecked: [gap] } }));
    assert.deepEqual([incomplete.code, /^\? INCOMPLETE/.test(incomplete.stdout)], [3, true]);
  });

  it('lets drift pass that is milder than --fail-on, and says so', async (t) => {
    assert.equal((await gateOf(t, buildSampleGate({ failOn: 'critical' }))).code, 1);
    const binding = buildSampleGate({ failOn: 'high' });
    assert.ok(binding.counts.failing < binding.counts.drifted);
    const fake = await lambda(t, { 'plumbline-gate': say([]) });
    await runCommandLine(t, [...ARGUMENTS, '--fail-on', 'high']);
    assert.deepEqual(fake.events, [{ cluster: 'prod-eu', source: 'shop', revision: 'main', failOn: 'high', progress: true }]);
    assert.match((await runCommandLine(t, [...ARGUMENTS, '--fail-on', 'hihg'])).stderr, /--fail-on hihg: did you mean high\?/);
  });

  it('writes JSON as it is kept, and Markdown for the summary of a job', async (t) => {
    const gate = buildSampleGate();
    assert.deepEqual(JSON.parse((await gateOf(t, gate, ['--output', 'json'])).stdout), JSON.parse(JSON.stringify(gate)));
    const markdown = (await gateOf(t, gate, ['--output', 'markdown'])).stdout;
    assert.match(markdown, /^### ❌ Drifted: `prod-eu`/);
    assert.match(
      markdown,
      /### Drifted[\s\S]*### Will change[\s\S]*\| `"registry.example.com\/web:41"` \| `"registry.example.com\/web:42"` \|[\s\S]*### In the cluster already/,
    );
  });

  it('tells what the function says against it, with what to do', async (t) => {
    const error = {
      type: 'error',
      exitCode: 2,
      code: 'usage',
      message: 'no cluster is called "prod-ue"',
      advice: 'It is one of prod-eu.',
    } as const;
    assert.equal(await failureOf(t, say([error])), 'plumbline: no cluster is called "prod-ue"\nIt is one of prod-eu.\n');
  });

  it('says what to do where the function is not there, may not be invoked, or is busy', async (t) => {
    assert.match(
      await failureOf(t, say([]), {}, ['--function', 'other']),
      /^plumbline: the function other in eu-west-1 is not there\n.*--region/,
    );
    const refused = (error: string, status: number): Promise<string> => failureOf(t, say([]), { refuse: { error, status } });
    assert.match(await refused('AccessDeniedException', 403), /may not be invoked by this role\nGrant it lambda:InvokeFunction/);
    assert.match(await refused('TooManyRequestsException', 429), /is busy: AWS throttles its invocations\n/);
    assert.match(await refused('ExpiredTokenException', 403), /credentials have expired\n/);
    process.env['AWS_ENDPOINT_URL_LAMBDA'] = 'http://127.0.0.1:9';
    assert.match((await runCommandLine(t, ARGUMENTS)).stderr, /was not reached, or its answer broke off: ECONNREFUSED\n/);
  });

  it('says what to do where the function ends without a verdict', async (t) => {
    const wait: StreamingFunction = async (_event, response) => {
      response.write('{"type":"progress","stage":"live","done":0}\n{"type":"res');
      await new Promise((resolve) => setTimeout(resolve, 2_000).unref());
    };
    assert.match(await failureOf(t, wait, { timeoutMs: 50 }), /ran out of time\n/);
    const crash: StreamingFunction = async () => {
      throw new Error('RequestId: 1 Error: Runtime exited with error: signal: killed');
    };
    assert.match(await failureOf(t, crash), /want of memory\n/);
    const fail: StreamingFunction = async () => {
      throw new Error('a value of a Secret');
    };
    const failed = await failureOf(t, fail);
    assert.match(failed, /failed \(Unhandled\)\nThe log of the function tells more/);
    assert.doesNotMatch(failed, /a value/);
    assert.match(await failureOf(t, say([])), /ended without a verdict\n/);
    assert.match(await failureOf(t, say(['{"type":"progress","stage":"live","done":0}\n']), { vanishAfter: 10 }), /broke off/);
    assert.match(await failureOf(t, say(['Hello\n'])), /answers what no gate of Plumbline answers\n/);
  });

  it('says so where the report behind a verdict cannot be fetched, and repeats no URL', async (t) => {
    for (const [status, body] of [
      [403, {}],
      [200, { type: 'other' }],
    ] as const) {
      const url = await keepGate(t, body, status);
      const result = buildGateResult(buildSampleGate(), { key: 'gates/prod-eu/x.json', url, expiresAt: '' });
      const message = await failureOf(t, say([result]));
      assert.match(message, /^plumbline: the gate says "drifted", but its report gates\/prod-eu\/x\.json could not be fetched: /);
      assert.doesNotMatch(message, /X-Amz|127\.0\.0\.1/);
    }
  });

  it('is told by the function itself what it cannot work with, and of what nobody foresaw only what it is called', async (t) => {
    process.env['POWERTOOLS_LOG_LEVEL'] = 'SILENT';
    const { handler } = await import('../../functions/handlers/gate.ts');
    const { endpoint } = await lambda(t, { 'plumbline-gate': handler as StreamingFunction });
    assert.match(
      (await runCommandLine(t, ARGUMENTS)).stderr,
      /\nplumbline: the gate failed unexpectedly \(Error\)\nThe log of the function tells more\.\n$/,
    );
    const invoke = async (event: unknown): Promise<Response> =>
      fetch(`${endpoint}/2015-03-31/functions/plumbline-gate/invocations`, { method: 'POST', body: JSON.stringify(event) });
    const wrong = await invoke({ cluster: 'prod-eu', revison: 'main' });
    assert.equal(wrong.headers.get('x-amz-function-error'), null);
    const { type, exitCode, message } = (await wrong.json()) as Record<string, unknown>;
    assert.deepEqual([type, exitCode, message], ['error', 2, 'the event has an unknown key "revison": did you mean revision?']);
    const broken = await invoke({ cluster: 'prod-eu' });
    assert.equal(broken.headers.get('x-amz-function-error'), 'Unhandled');
  });

  it('takes the event of the example', () => {
    const event = parseJson(readFileSync(join(import.meta.dirname, '../../examples/codepipeline/gate-event.json'), 'utf8'));
    assert.equal(parseGateRequest(event).cluster, 'prod-eu');
  });

  it('tells a slip in the arguments before anything is asked', async (t) => {
    process.env['AWS_ENDPOINT_URL_LAMBDA'] = 'http://127.0.0.1:9';
    assert.match((await runCommandLine(t, ['gate'])).stderr, /^plumbline: --cluster is missing/);
    assert.match((await runCommandLine(t, [...ARGUMENTS, '--output', 'prometheus'])).stderr, /--output prometheus/);
  });
});
