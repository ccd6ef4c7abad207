import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { rbacCommand } from '../../functions/cli/commands/rbac.ts';
import { checkCommand } from '../documentation/check-command.ts';
import { type DocumentedInstallation, describeInstallation, explainSettings, OUR_NAME } from '../documentation/describe-installation.ts';
import { listDocuments, listScripts, ROOT } from '../documentation/list-scripts.ts';
import { parseShell } from '../documentation/parse-shell.ts';

/** Names of ours that stand in no template. */
const ELSEWHERE = new Set(rbacCommand.options.flatMap(({ help }) => help.match(OUR_NAME) ?? []));

/** What one row of the table of alarms says for all functions. */
const FUNCTION = /\b(plan|detect|notify|incidents|push|gate|watch)\b/;

let installation: DocumentedInstallation;
before(() => {
  installation = describeInstallation();
});

describe('the documentation', () => {
  const documents = listDocuments();

  it('has commands in it that people run', () => {
    const programs = documents.flatMap(listScripts).flatMap(({ text }) => parseShell(text).map(({ words }) => words[0]));
    for (const program of ['npm', 'npx', 'aws', 'plumbline']) assert.ok(programs.includes(program), program);
  });

  for (const document of documents) {
    it(`tells only commands that there are: ${document.file}`, async () => {
      const problems: string[] = [];
      for (const { file, line, text, isMention } of listScripts(document)) {
        for (const command of parseShell(text, line)) {
          const problem = await checkCommand(command.words, installation);
          if (isMention && /( is missing$| needs --)/.test(problem)) continue;
          if (problem !== '') problems.push(`${file}:${command.line}: ${command.words.join(' ')}: ${problem}`);
        }
      }
      assert.deepEqual(problems, []);
    });

    // Of what stands in a configuration, names are the operator's own.
    if (!document.file.endsWith('.md')) continue;
    it(`names only roles, stacks and groups that there are: ${document.file}`, () => {
      const unknown = document.text.match(OUR_NAME)?.filter((name) => !installation.names.has(name) && !ELSEWHERE.has(name)) ?? [];
      assert.deepEqual([...new Set(unknown)], []);
    });
  }
});

describe('docs/deploy.md', () => {
  it('shows only settings that there are', () => {
    const blocks = [...readFileSync(join(ROOT, 'docs/deploy.md'), 'utf8').matchAll(/^```json\n([\s\S]*?)^```/gm)].map(
      (block) => block[1] ?? '',
    );
    assert.ok(blocks.length > 0);
    for (const block of blocks) assert.equal(explainSettings(JSON.parse(`{${block}}`)), undefined, block);
  });

  it('tells of every alarm, and of no other, what it means and what to do', () => {
    const rows = readFileSync(join(ROOT, 'docs/deploy.md'), 'utf8');
    const alarms = [...installation.stacks.values()]
      .flatMap(({ resources }) => resources.filter(({ type }) => type === 'AWS::CloudWatch::Alarm'))
      .map(({ properties }) => String(properties['AlarmDescription']).replace(/^Plumbline: /, ''));
    const missing = alarms.filter(
      (alarm) => !rows.includes(`| ${alarm} |`) && !rows.includes(`| ${alarm.replace(FUNCTION, 'FUNCTION')} |`),
    );
    assert.ok(alarms.length > 0);
    assert.deepEqual(missing, [], 'a row for each in its table');
    const general = new Set(alarms.flatMap((alarm) => [alarm, alarm.replace(FUNCTION, 'FUNCTION')]));
    const table = rows.slice(rows.indexOf('| alarm |')).split('\n\n')[0] ?? '';
    const told = [...table.matchAll(/^\| ([^|]+) \|/gm)].map((row) => row[1] ?? '').slice(1);
    assert.deepEqual(
      told.filter((alarm) => !general.has(alarm)),
      [],
      'no row for an alarm that is not there',
    );
  });
});

describe('the check of documented commands', () => {
  const wrong: readonly (readonly [script: string, says: RegExp])[] = [
    ['plumbline chekc', /unknown command "chekc"/],
    ['plumbline check --sorce .', /unknown option --sorce: did you mean --source/],
    ['npm run -s plumbline -- report --from', /--from needs a value/],
    ['npm run nothing', /no script nothing/],
    ['npx cdk deploy plumbline-nothing', /no stack is called plumbline-nothing/],
    ['npx cdk deploy --all -c configg=plumbline.yaml', /configg/],
    ['npx cdk deply --all', /deply --all is not in/],
    ['aws eks create-access-entry --cluster-name a', /needs --principal-arn/],
    ['aws eks frobnicate', /is not in test\/documentation\/known-commands\.ts/],
    ['aws cloudformation describe-stacks --stack-name plumbline-other', /no stack is called plumbline-other/],
    [
      'echo "$(aws cloudformation describe-stacks --stack-name plumbline-storage --query "Stacks[0].Outputs[?OutputKey==\'No\'].OutputValue")"',
      /no output No/,
    ],
    [
      "aws cloudformation list-stack-resources --stack-name plumbline-alerts --query \"S[?ResourceType=='AWS::SNS::Topic' && starts_with(LogicalResourceId, 'Nope')]\"",
      /0 resources AWS::SNS::Topic whose id begins with Nope/,
    ],
    ['terraform apply', /nobody can check terraform/],
    ['true && kubectl apply', /nobody can check true|apply needs -f/],
    ['plumbline validate examples/nothing/plumbline.yaml', /there is no examples\/nothing/],
  ];
  for (const [script, says] of wrong) {
    it(`finds what is wrong with: ${script}`, async () => {
      const problems = await Promise.all(parseShell(script).map(({ words }) => checkCommand(words, installation)));
      assert.match(problems.join('\n'), says);
    });
  }

  it('reads a script as a shell does', () => {
    const read = (script: string) => parseShell(script).map(({ words }) => words);
    assert.deepEqual(read('a b \\\n  c # d\n# e\nf "g h" \'i\' > j 2>&1'), [
      ['a', 'b', 'c'],
      ['f', 'g h', 'i'],
    ]);
    assert.deepEqual(read(`A=1 B="$(b | c)" d "$\{X}y" && e; f`), [['b'], ['c'], ['d', 'VALUEy'], ['e'], ['f']]);
    assert.deepEqual(
      parseShell('a\n\nb \\\n c\nd').map(({ line }) => line),
      [0, 2, 4],
    );
    assert.deepEqual(read('a || b=$?\nif [ -f c ]; then d >> "$E"; fi'), [['a'], ['[', '-f', 'c', ']'], ['d']]);
    assert.deepEqual(read('(a && b) | c'), [['a'], ['b'], ['c']]);
    assert.throws(() => parseShell('cat <<EOF'), /not read/);
  });
});
