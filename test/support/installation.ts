import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateEventBusCommand, EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import type { Moto } from './moto.ts';
import { createQueue, type Queue } from './queue.ts';

/** What the stacks of an installation make, in moto: `work` and `reports` in S3, the table, topics and bus with a queue behind each. */
export interface Installation {
  /** The environment of its functions. */
  readonly variables: Readonly<Record<string, string>>;
  readonly s3: S3Client;
  readonly queues: { readonly chat: Queue; readonly json: Queue; readonly bus: Queue };
  /** Puts the configuration where the functions read it. */
  readonly configure: (yaml: string) => Promise<void>;
  readonly addSecret: (name: string, value: string) => Promise<void>;
}

/** The account that moto puts everything into that is made with the credentials of tests. */
export const HOME_ACCOUNT = '123456789012';

/** Makes an installation in moto. `endpoint`: where its functions find AWS; moto itself unless told. */
export async function createInstallation({ client }: Moto, endpoint = client.endpoint): Promise<Installation> {
  const s3 = new S3Client(client);
  const { region, credentials } = client;
  for (const Bucket of ['work', 'reports'])
    await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } }));
  await createStateTable(new DynamoDBClient(client));
  const secrets = new SecretsManagerClient(client);
  const addSecret = async (Name: string, SecretString: string): Promise<void> =>
    void (await secrets.send(new CreateSecretCommand({ Name, SecretString })));
  await addSecret('mask', 'a key of the tests');
  const queue = (name: string) => createQueue(client.endpoint, name, HOME_ACCOUNT, region);
  const queues = { chat: await queue('chat'), json: await queue('json'), bus: await queue('bus') };
  return {
    variables: {
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      PLUMBLINE_INSTALLATION: 'plumbline',
      PLUMBLINE_CONFIG: 's3://work/plumbline.yaml',
      PLUMBLINE_WORK_BUCKET: 'work',
      PLUMBLINE_REPORT_BUCKET: 'reports',
      PLUMBLINE_STATE_TABLE: 'state',
      PLUMBLINE_MASK_SECRET: 'mask',
      PLUMBLINE_CHAT_TOPIC: await createTopic(new SNSClient(client), 'chat', queues.chat),
      PLUMBLINE_JSON_TOPIC: await createTopic(new SNSClient(client), 'json', queues.json),
      PLUMBLINE_EVENT_BUS: await createBus(new EventBridgeClient(client), 'plumbline', queues.bus),
    },
    s3,
    queues,
    addSecret,
    configure: async (Body) => void (await s3.send(new PutObjectCommand({ Bucket: 'work', Key: 'plumbline.yaml', Body }))),
  };
}

/** The table of states, as the stack makes it. */
export async function createStateTable(client: DynamoDBClient, name = 'state'): Promise<void> {
  const keys = ['pk', 'sk'] as const;
  await client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: keys.map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      KeySchema: keys.map((AttributeName, i) => ({ AttributeName, KeyType: i === 0 ? 'HASH' : 'RANGE' })),
    }),
  );
}

async function createTopic(sns: SNSClient, Name: string, { arn }: Queue): Promise<string> {
  const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name }));
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: arn, Attributes: { RawMessageDelivery: 'true' } }));
  return TopicArn;
}

async function createBus(events: EventBridgeClient, Name: string, { arn }: Queue): Promise<string> {
  await events.send(new CreateEventBusCommand({ Name }));
  await events.send(new PutRuleCommand({ Name: 'all', EventBusName: Name, EventPattern: '{"source":["plumbline"]}' }));
  await events.send(new PutTargetsCommand({ Rule: 'all', EventBusName: Name, Targets: [{ Id: 'queue', Arn: arn }] }));
  return Name;
}
