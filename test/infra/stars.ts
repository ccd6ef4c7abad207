/** Every `*` there is: who allows what on what, and why that is as narrow as it gets. */
export const STARS: readonly (readonly [allowed: string, reason: string])[] = [
  ['KMS::Key kms:* on *', 'the account itself over its key, as every key has it: `*` in the policy of a key is that key'],
  ['KMS::Key kms:Decrypt on *', 'CloudWatch, to publish to an encrypted topic'],
  ['KMS::Key kms:GenerateDataKey on *', 'the same'],
  ['KMS::Key kms:GenerateDataKeyWithoutPlaintext on *', 'the same'],
  ['S3::BucketPolicy s3:PutObject on {AccessLogs.Arn}/reports/*', 'S3 itself writes access logs'],
  ['S3::BucketPolicy s3:PutObject on {AccessLogs.Arn}/runs/*', 'the same'],
  ['IAM::Policy s3:GetObject on {plumbline-storage/Reports.Arn}/gates/*', 'each gate has a key of its own'],
  ['IAM::Policy s3:PutObject on {plumbline-storage/Reports.Arn}/gates/*', 'the same'],
  ['IAM::Policy s3:GetObject on {plumbline-storage/Reports.Arn}/history/*', 'each check has a history of its own'],
  ['IAM::Policy s3:PutObject on {plumbline-storage/Reports.Arn}/history/*', 'the same'],
  ['IAM::Policy s3:GetObject on {plumbline-storage/Reports.Arn}/reports/*', 'each report has a key of its own'],
  ['IAM::Policy s3:PutObject on {plumbline-storage/Reports.Arn}/reports/*', 'the same'],
  ['IAM::Policy s3:PutObject on {plumbline-storage/Runs.Arn}/plans/*', 'each run has a key of its own'],
  ...['AbortMultipartUpload', 'GetObject', 'ListMultipartUploadParts', 'PutObject'].map(
    (action) =>
      [`IAM::Policy s3:${action} on arn:{AWS::Partition}:s3:::{plumbline-storage/Runs}/*`, 'items and results of the map'] as const,
  ),
  ...['Detect', 'Notify', 'Plan'].map(
    (name) => [`IAM::Policy lambda:InvokeFunction on {${name}.Arn}:*`, 'CDK grants every version to the machine'] as const,
  ),
  ...['Describe', 'Stop', 'Redrive'].map(
    (verb) => [`IAM::Policy states:${verb}Execution on its own`, 'a distributed map watches the executions of its own machine'] as const,
  ),
  ...[
    'CreateLogDelivery',
    'DeleteLogDelivery',
    'DescribeLogGroups',
    'DescribeResourcePolicies',
    'GetLogDelivery',
    'ListLogDeliveries',
    'PutResourcePolicy',
    'UpdateLogDelivery',
  ].map((action) => [`IAM::Policy logs:${action} on *`, 'the delivery of logs of a machine knows no narrower resource'] as const),
  ...['GetSamplingRules', 'GetSamplingTargets', 'PutTelemetryRecords', 'PutTraceSegments'].map(
    (action) => [`IAM::Policy xray:${action} on *`, 'traces know no narrower resource'] as const,
  ),
  ...[
    'AssignPrivateIpAddresses',
    'CreateNetworkInterface',
    'DeleteNetworkInterface',
    'DescribeNetworkInterfaces',
    'DescribeSubnets',
    'UnassignPrivateIpAddresses',
  ].map(
    (action) => [`IAM::Policy ec2:${action} on *`, 'Lambda, to put a function into a VPC; the code of the function is denied it'] as const,
  ),
  ['IAM::Policy eks:ListClusters on *', 'this action knows no narrower resource; only in the regions of the condition'],
  ...['eu-central-1', 'us-east-1'].map(
    (region) =>
      [
        `IAM::Policy eks:DescribeCluster on arn:{AWS::Partition}:eks:${region}:{AWS::AccountId}:cluster/*`,
        'plan, to see which ones carry the tag; detect, of those that do',
      ] as const,
  ),
  ['IAM::Policy eks:DescribeCluster on arn:aws:eks:eu-west-1:444455556666:cluster/*', 'only those with the tag: see the test of the roles'],
  ['IAM::Policy kms:Decrypt on arn:{AWS::Partition}:kms:{AWS::Region}:{AWS::AccountId}:key/*', 'only for the secrets of the git hosts'],
  ...['Decrypt', 'GenerateDataKey', 'GenerateDataKeyWithoutPlaintext'].map(
    (action) =>
      [
        `IAM::Policy kms:${action} on arn:{AWS::Partition}:kms:eu-central-1:111122223333:key/*`,
        'only for the topics of the routes',
      ] as const,
  ),
];
