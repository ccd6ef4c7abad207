import { listStatements, type Statement, writeValue } from './list-statements.ts';
import { qualifyIds, type TemplateResource } from './sample-installation.ts';

/** Something that is encrypted with a key of ours. */
interface Encrypted {
  readonly name: string;
  /** How policies write it: by its ARN, or by its name. */
  readonly spellings: readonly string[];
  readonly key: string;
}

/** Who is allowed something, and by which statements. */
interface Grantee {
  readonly name: string;
  readonly statements: readonly Statement[];
}

const READ = ['kms:Decrypt'];
const SEND = ['kms:Decrypt', 'kms:GenerateDataKey'];
const WRITE_TABLE = ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'];

/** What the key has to allow to whoever does this, as the documentation of each service has it. */
const NEEDED: readonly (readonly [action: RegExp, keyActions: readonly string[]])[] = [
  [/^s3:GetObject/, READ],
  [/^s3:PutObject$/, ['kms:GenerateDataKey']],
  // Parts of an upload are read again to be put together.
  [/^s3:(AbortMultipartUpload|ListMultipartUploadParts)$/, SEND],
  [/^dynamodb:(BatchGet|Get|Query|Scan)/, [...READ, 'kms:DescribeKey']],
  [/^dynamodb:(BatchWrite|Delete|Put|Update)/, WRITE_TABLE],
  [/^sns:Publish$/, SEND],
  [/^sqs:SendMessage$/, SEND],
  [/^sqs:ReceiveMessage$/, READ],
  [/^secretsmanager:GetSecretValue$/, READ],
  [/^secretsmanager:PutSecretValue$/, SEND],
];

/** `who may not kms:Decrypt with the key of what`, for all of an installation: whoever may use what is encrypted has to be allowed its key. */
export function findMissingKeyActions(resources: readonly TemplateResource[]): string[] {
  const encrypted = listEncrypted(resources);
  const grantees = listGrantees(resources);
  return grantees
    .flatMap(({ name, statements }) =>
      encrypted.flatMap((thing) => {
        const held = new Set(statements.filter(({ targets }) => targets.includes(thing.key)).flatMap(({ actions }) => actions));
        const needed = statements
          .filter(({ targets }) => targets.some((target) => thing.spellings.some((spelling) => target.includes(spelling))))
          .flatMap(({ actions }) => actions)
          .flatMap((action) => NEEDED.filter(([pattern]) => pattern.test(action)).flatMap(([, keyActions]) => keyActions));
        return [...new Set(needed)]
          .filter((action) => !held.has(action))
          .map((action) => `${name} may not ${action} with the key of ${thing.name}`);
      }),
    )
    .sort();
}

/** What is encrypted with a key, of whatever type: the property that names the key is called alike everywhere. */
export function listEncrypted(resources: readonly TemplateResource[]): Encrypted[] {
  return resources.flatMap(({ stack, id, properties }) => {
    const key = findKey(properties);
    if (key === undefined) return [];
    const name = `${stack}/${id}`;
    return [{ name, spellings: [`{${name}}`, `{${name}.Arn}`], key: writeValue(qualifyIds(key, stack)) }];
  });
}

function findKey(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [property, item] of Object.entries(value)) {
    const key = /^kms(master)?key(id|arn)$/i.test(property) ? item : findKey(item);
    if (key !== undefined) return key;
  }
  return undefined;
}

function listGrantees(resources: readonly TemplateResource[]): Grantee[] {
  const allowed = resources.flatMap((resource) => {
    const qualified = { ...resource, properties: qualifyIds(resource.properties, resource.stack) };
    const statements = listStatements(qualified).filter(({ effect }) => effect === 'Allow');
    const roles: unknown[] = qualified.type === 'AWS::IAM::Policy' ? (qualified.properties as { Roles: unknown[] }).Roles : [];
    // In the policy of a key `*` is the key.
    const own = `{${resource.stack}/${resource.id}.Arn}`;
    return statements.flatMap((statement) => {
      const targets = resource.type === 'AWS::KMS::Key' ? statement.targets.map(() => own) : statement.targets;
      const names = roles.length > 0 ? roles.map(writeValue) : resource.type === 'AWS::IAM::Role' ? [] : statement.principals;
      return names.map((name) => ({ name, statement: { ...statement, targets } }));
    });
  });
  return [...Map.groupBy(allowed, ({ name }) => name)].map(([name, all]) => ({ name, statements: all.map(({ statement }) => statement) }));
}
