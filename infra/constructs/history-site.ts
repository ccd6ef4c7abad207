import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CfnOutput, Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  HttpVersion,
  KeyGroup,
  PublicKey,
  ResponseHeadersPolicy,
  S3OriginAccessControl,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { PagesSettings } from '../read-settings.ts';

export interface HistorySiteProps {
  readonly installation: string;
  readonly reports: IBucket;
  /** Encrypts the reports. */
  readonly key: IKey;
  /** Takes the access logs of the bucket that the site writes its own into. */
  readonly accessLogs: IBucket;
  readonly settings: Omit<PagesSettings, 'publicKeys'>;
  /** PEM: the halves of keys whose other half signs who may read. */
  readonly publicKeys: readonly string[];
}

/** What is shown of the bucket, and nothing else of it. */
const SHOWN = ['history/*', 'reports/*'];

/**
 * A site over the pages of history and the stored reports. CloudFront itself refuses every request without a cookie that one of the keys signed; the bucket
 * stays private and knows this distribution alone.
 */
export class HistorySite extends Construct {
  constructor(scope: Construct, id: string, { installation, reports, key, accessLogs, settings, publicKeys }: HistorySiteProps) {
    super(scope, id);
    // Another text is another key: CloudFront changes none in place.
    const items = publicKeys.map((pem) => new PublicKey(this, `Reader${digest(pem)}`, { encodedKey: pem }));
    const access = new S3OriginAccessControl(this, 'Access');
    const behavior: BehaviorOptions = {
      // Not `withOriginAccessControl`, which grants it the whole bucket.
      origin: S3BucketOrigin.withBucketDefaults(reports, { originAccessControlId: access.originAccessControlId }),
      viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
      allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
      // Pages change with every run, and few people read them: no copy of a report is left anywhere.
      cachePolicy: CachePolicy.CACHING_DISABLED,
      responseHeadersPolicy: this.createHeaders(installation),
    };
    const shown: BehaviorOptions = { ...behavior, trustedKeyGroups: [new KeyGroup(this, 'Readers', { items })] };
    const enter = new EdgeFunction(this, 'Enter', {
      code: FunctionCode.fromFile({ filePath: join(import.meta.dirname, 'enter-history.js') }),
      runtime: FunctionRuntime.JS_2_0,
      comment: 'Puts a signed link into cookies',
    });
    const distribution = new Distribution(this, 'Distribution', {
      comment: `History of ${installation}`,
      domainNames: [settings.domain],
      certificate: Certificate.fromCertificateArn(this, 'Certificate', settings.certificate),
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      httpVersion: HttpVersion.HTTP2_AND_3,
      // Everything that is not shown is answered by the function: nothing of it reaches the bucket.
      defaultBehavior: { ...behavior, functionAssociations: [{ function: enter, eventType: FunctionEventType.VIEWER_REQUEST }] },
      additionalBehaviors: Object.fromEntries(SHOWN.map((path) => [path, shown])),
      enableLogging: true,
      logBucket: this.createLogBucket(accessLogs),
      logIncludesCookies: false,
    });
    this.allowDistribution(distribution, reports, key);
    new CfnOutput(scope, 'SiteTarget', { value: distribution.distributionDomainName, description: 'What the name of the site points at' });
    const ids = items.map(({ publicKeyId }) => publicKeyId).join(' ');
    new CfnOutput(scope, 'SiteKeyIds', { value: ids, description: 'The ids of the keys, for plumbline history --link' });
    Validations.of(distribution).acknowledge(
      { id: 'AwsSolutions-CFR1', reason: 'Who may read is decided by a signature, not by a country.' },
      { id: 'AwsSolutions-CFR2', reason: 'Nothing behind it computes: CloudFront refuses what is not signed before anything is asked.' },
    );
  }

  /** CloudFront reads for this distribution alone, and only what is shown. Of the key it is every distribution of the account: the key comes before them. */
  private allowDistribution(distribution: Distribution, reports: IBucket, key: IKey): void {
    const principals = [new ServicePrincipal('cloudfront.amazonaws.com')];
    const { partition, account } = Stack.of(this);
    const arn = `arn:${partition}:cloudfront::${account}:distribution`;
    reports.addToResourcePolicy(
      new PolicyStatement({
        principals,
        actions: ['s3:GetObject'],
        resources: SHOWN.map((path) => reports.arnForObjects(path)),
        conditions: { StringEquals: { 'AWS:SourceArn': `${arn}/${distribution.distributionId}` } },
      }),
    );
    key.addToResourcePolicy(
      new PolicyStatement({
        principals,
        actions: ['kms:Decrypt'],
        resources: ['*'],
        conditions: { ArnLike: { 'AWS:SourceArn': `${arn}/*` } },
      }),
    );
  }

  private createHeaders(installation: string): ResponseHeadersPolicy {
    return new ResponseHeadersPolicy(this, 'Headers', {
      comment: `History of ${installation}`,
      securityHeadersBehavior: {
        contentTypeOptions: { override: true },
        frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
        referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
        strictTransportSecurity: { accessControlMaxAge: Duration.days(365), override: true },
      },
    });
  }

  /** CloudFront delivers its logs by access control lists, which no other bucket here has. */
  private createLogBucket(accessLogs: IBucket): IBucket {
    return new Bucket(this, 'Logs', {
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_PREFERRED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      serverAccessLogsBucket: accessLogs,
      serverAccessLogsPrefix: 'site/',
      removalPolicy: RemovalPolicy.RETAIN,
      lifecycleRules: [{ id: 'a-year', expiration: Duration.days(365), abortIncompleteMultipartUploadAfter: Duration.days(7) }],
    }) as IBucket;
  }
}

/** Reads a public key, and says which file is none. */
export function readPublicKey(file: string): string {
  const pem = readFileSync(file, 'utf8').trim();
  if (!/^-----BEGIN PUBLIC KEY-----\n[A-Za-z0-9+/=\n]+\n-----END PUBLIC KEY-----$/.test(pem))
    throw new Error(`pages.publicKeys: ${file} is no public key: write it with "openssl rsa -in readers.key -pubout"`);
  return `${pem}\n`;
}

function digest(pem: string): string {
  return createHash('sha256').update(pem).digest('hex').slice(0, 8);
}
