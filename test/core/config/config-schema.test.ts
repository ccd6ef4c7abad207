import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { buildConfigJsonSchema } from '../../../functions/core/config/config-schema.ts';

describe('the published JSON Schema of the configuration', () => {
  it('is what `plumbline schema` prints', async () => {
    const published = await readFile(new URL('../../../docs/plumbline.schema.json', import.meta.url), 'utf8');
    assert.equal(
      published,
      `${JSON.stringify(buildConfigJsonSchema(), null, 2)}\n`,
      'npm run -s plumbline -- schema --output-file docs/plumbline.schema.json',
    );
  });
});
