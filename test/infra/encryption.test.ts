import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findMissingKeyActions, listEncrypted } from './find-missing-key-actions.ts';
import { listInstallation, type TemplateResource, WHOLE_SETTINGS } from './sample-installation.ts';

const resources = listInstallation(WHOLE_SETTINGS);

describe('what is encrypted with a key of the installation', () => {
  it('is the reports, the runs, the state and both topics', () => {
    const names = listEncrypted(resources).map(({ name }) => name.replace(/[0-9A-F]{8}$/, ''));
    for (const name of ['storage/Reports', 'storage/Runs', 'storage/State', 'alerts/Chat', 'alerts/Json']) {
      assert.ok(names.includes(`plumbline-${name}`), `${name} is not in ${names.join()}`);
    }
  });

  it('can be used by whoever may use it: the key allows it to each', () => {
    assert.deepEqual(findMissingKeyActions(resources), []);
  });

  it('can be used neither by a function nor by the machine nor by CloudWatch where the grant of the key is forgotten', () => {
    const forgotten = findMissingKeyActions(resources.map(withoutKeyActions));
    for (const who of ['ChecksRole', 'PlanRole', 'DetectRole', 'NotifyRole', 'cloudwatch.amazonaws.com']) {
      assert.ok(
        forgotten.some((missing) => missing.includes(who)),
        `${who} is missed in ${forgotten.join('\n')}`,
      );
    }
  });
});

function withoutKeyActions(resource: TemplateResource): TemplateResource {
  const text = JSON.stringify(resource.properties).replaceAll(/"kms:(Decrypt|Encrypt|GenerateDataKey)/g, '"kms:Forgotten');
  return { ...resource, properties: JSON.parse(text) };
}
