import { Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type BucketProps,
  type IBucket,
  ObjectLockRetention,
  ObjectOwnership,
  StorageClass,
} from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { allowStar } from '../constructs/allow-star.ts';
import { EncryptionKey } from '../constructs/encryption-key.ts';
import { HistorySite } from '../constructs/history-site.ts';
import type { ObjectLock, PagesSettings } from '../read-settings.ts';

export interface StorageStackProps extends StackProps {
  readonly installation: string;
  readonly objectLock?: ObjectLock | undefined;
  readonly pages?: StoragePages | undefined;
}

/** The site over the history: what is decided of it, and the keys themselves. */
export interface StoragePages {
  readonly settings: Omit<PagesSettings, 'publicKeys'>;
  readonly publicKeys: readonly string[];
}

/** What DynamoDB does with the key of a table for whoever writes into it. */
const WRITE_TABLE = [
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
];

/** What an installation keeps. Nothing here is deleted with the stack. */
export class StorageStack extends Stack {
  /** Encrypts reports, runs and state. */
  readonly key: IKey;
  /** The evidence: a report of every check, each version of it. */
  readonly reports: IBucket;
  /** Items and results of the runs of the state machine, for a month. */
  readonly runs: IBucket;
  /** What is open, what was said, who is at work. */
  readonly state: Table;

  constructor(scope: Construct, id: string, { installation, objectLock, pages, ...props }: StorageStackProps) {
    super(scope, id, props);
    const key = new EncryptionKey(this, 'Key', {
      alias: `${installation}-data`,
      description: `Reports and state of ${installation}`,
    });
    const accessLogs = this.createLogBucket();
    const encrypted = {
      encryption: BucketEncryption.KMS,
      encryptionKey: key,
      bucketKeyEnabled: true,
      serverAccessLogsBucket: accessLogs,
    } satisfies BucketProps;
    this.reports = createBucket(this, 'Reports', {
      ...encrypted,
      serverAccessLogsPrefix: 'reports/',
      versioned: true,
      ...(objectLock && { objectLockEnabled: true, objectLockDefaultRetention: buildRetention(objectLock) }),
      lifecycleRules: [
        {
          id: 'cheaper-with-age',
          // Both answer at once: a report of last year is read as one of today is.
          transitions: [
            { storageClass: StorageClass.INFREQUENT_ACCESS, transitionAfter: Duration.days(30) },
            { storageClass: StorageClass.GLACIER_INSTANT_RETRIEVAL, transitionAfter: Duration.days(120) },
          ],
          noncurrentVersionExpiration: Duration.days(90),
          abortIncompleteMultipartUploadAfter: Duration.days(7),
        },
        // Every run writes them again, and they can be made anew from the reports.
        { id: 'history-as-it-is', prefix: 'history/', noncurrentVersionExpiration: Duration.days(1) },
      ],
    });
    this.runs = createBucket(this, 'Runs', {
      ...encrypted,
      serverAccessLogsPrefix: 'runs/',
      lifecycleRules: [{ id: 'a-month', expiration: Duration.days(30), abortIncompleteMultipartUploadAfter: Duration.days(7) }],
    });
    this.key = key;
    this.state = this.createStateTable(key);
    if (pages) new HistorySite(this, 'Site', { installation, reports: this.reports, key, accessLogs, ...pages });
  }

  /** Allows to read an object of a bucket, or all that `path` leaves open with a star, and to tell what is not there from what must not be read. */
  allowRead(grantee: IGrantable, bucket: IBucket, path: string): void {
    this.allowObjects(grantee, bucket, path, 's3:GetObject');
    Grant.addToPrincipal({ grantee, actions: ['s3:ListBucket'], resourceArns: [this.exportValue(bucket.bucketArn)] });
    this.key.grant(grantee, 'kms:Decrypt');
  }

  /** Allows to write objects of a bucket: one, or all that `path` leaves open with a star. */
  allowWrite(grantee: IGrantable, bucket: IBucket, path: string): void {
    this.allowObjects(grantee, bucket, path, 's3:PutObject');
    this.key.grant(grantee, 'kms:GenerateDataKey');
  }

  allowReadState(grantee: IGrantable): void {
    this.state.grant(grantee, 'dynamodb:BatchGetItem', 'dynamodb:GetItem');
    this.key.grant(grantee, 'kms:Decrypt', 'kms:DescribeKey');
  }

  allowUpdateState(grantee: IGrantable): void {
    this.state.grant(grantee, 'dynamodb:GetItem', 'dynamodb:UpdateItem');
    this.key.grant(grantee, ...WRITE_TABLE);
  }

  /** Allows to read and write the documents of incidents. */
  allowWriteDocuments(grantee: IGrantable): void {
    this.state.grant(grantee, 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:UpdateItem');
    this.key.grant(grantee, ...WRITE_TABLE);
  }

  private allowObjects(grantee: IGrantable, bucket: IBucket, path: string, action: string): void {
    // As the stack of the grantee sees it: cdk-nag spells what it finds in there.
    const object = `${this.exportValue(bucket.bucketArn)}/${path}`;
    if (!path.includes('*')) Grant.addToPrincipal({ grantee, actions: [action], resourceArns: [object] });
    else allowStar(grantee, { actions: [action], on: [object], why: 'Objects of each run and each check have keys of their own.' });
  }

  private createLogBucket(): IBucket {
    return createBucket(this, 'AccessLogs', {
      // S3 delivers its access logs only to buckets that it encrypts with its own key.
      encryption: BucketEncryption.S3_MANAGED,
      lifecycleRules: [{ id: 'a-year', expiration: Duration.days(365), abortIncompleteMultipartUploadAfter: Duration.days(7) }],
    });
  }

  // Not `TableV2`, which takes a customer's key only where the region is known at synthesis.
  private createStateTable(key: IKey): Table {
    return new Table(this, 'State', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      timeToLiveAttribute: 'expiresAt',
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: key,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }
}

function buildRetention({ mode, days }: ObjectLock): ObjectLockRetention {
  const duration = Duration.days(days);
  return mode === 'COMPLIANCE' ? ObjectLockRetention.compliance(duration) : ObjectLockRetention.governance(duration);
}

/** A bucket that nobody but its account reaches, over TLS alone. Its type says nothing of a website, which `Bucket` says too loosely. */
function createBucket(scope: Construct, id: string, props: BucketProps): IBucket {
  return new Bucket(scope, id, {
    ...props,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    removalPolicy: RemovalPolicy.RETAIN,
  }) as IBucket;
}
