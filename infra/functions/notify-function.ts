import { Duration, Stack } from 'aws-cdk-lib';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import { Grant } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { RouteConfig } from '../../functions/core/config/fleet-config.ts';
import { listRouteNeeds } from '../../functions/core/config/list-route-needs.ts';
import { allowMail } from '../constructs/allow-mail.ts';
import { allowSecrets } from '../constructs/allow-secrets.ts';
import { allowStar } from '../constructs/allow-star.ts';
import { FunctionRole } from '../constructs/function-role.ts';
import { HandlerFunction } from '../constructs/handler-function.ts';
import { keysBeside } from '../constructs/keys-beside.ts';
import { PUBLISH_ENCRYPTED, TOPIC_CONTEXT } from '../stacks/alerts-stack.ts';
import type { FunctionContext } from './function-context.ts';

export interface NotifyFunctionProps {
  readonly bus: EventBus;
}

/** `notify`: keeps what runs saw as incidents, and tells every route what is new, and writes the history beside the reports. It reaches no cluster and no repository. */
export class NotifyFunction extends HandlerFunction {
  constructor(
    scope: Construct,
    id: string,
    { installation, config, configFile, storage, alerts }: FunctionContext,
    { bus }: NotifyFunctionProps,
  ) {
    super(scope, id, {
      installation,
      handler: 'notify',
      functionName: `${installation}-notify`,
      role: new FunctionRole(scope, `${id}Role`),
      environment: {
        PLUMBLINE_CONFIG: configFile.s3ObjectUrl,
        PLUMBLINE_REPORT_BUCKET: storage.reports.bucketName,
        PLUMBLINE_STATE_TABLE: storage.state.tableName,
        PLUMBLINE_CHAT_TOPIC: alerts.chat.topicArn,
        PLUMBLINE_JSON_TOPIC: alerts.json.topicArn,
        PLUMBLINE_EVENT_BUS: bus.eventBusName,
      },
      memoryMb: 512,
      // A channel may ask to come later, and there are many.
      timeout: Duration.minutes(5),
      alarmTopic: alerts.chat,
    });
    configFile.allowRead(this);
    storage.allowRead(this, storage.reports, 'reports/*');
    storage.allowRead(this, storage.reports, 'history/*');
    storage.allowWrite(this, storage.reports, 'history/*');
    storage.allowWriteDocuments(this);
    alerts.allowPublish(this);
    bus.grantPutEventsTo(this);
    this.allowRoutes(config.routes);
  }

  /** The secrets, buses, senders and topics of the routes; topics whatever key they are encrypted with. */
  private allowRoutes(routes: readonly RouteConfig[]): void {
    const { topics, buses, secrets, mails } = listRouteNeeds(routes);
    allowSecrets(this, secrets);
    for (const mail of mails) allowMail(this, mail);
    const busArns = buses.map((bus) =>
      bus.startsWith('arn:') ? bus : Stack.of(this).formatArn({ service: 'events', resource: 'event-bus', resourceName: bus }),
    );
    if (busArns.length > 0) Grant.addToPrincipal({ grantee: this, actions: ['events:PutEvents'], resourceArns: busArns });
    if (topics.length === 0) return;
    const arns = topics.map((topic) => (topic.startsWith('arn:') ? topic : Stack.of(this).formatArn({ service: 'sns', resource: topic })));
    Grant.addToPrincipal({ grantee: this, actions: ['sns:Publish'], resourceArns: arns });
    allowStar(this, {
      actions: PUBLISH_ENCRYPTED,
      on: [...new Set(topics.map((topic) => keysBeside(Stack.of(this), topic)))],
      conditions: { StringEquals: { [`kms:EncryptionContext:${TOPIC_CONTEXT}`]: arns } },
      why: 'Whoever owns a topic chooses its key. The condition leaves nothing but the topics of the routes.',
    });
  }
}
