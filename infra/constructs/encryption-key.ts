import { RemovalPolicy } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';

/** A key of the installation's own, rotated each year, and kept when its stack is destroyed: what it encrypted would be gone with it. */
export class EncryptionKey extends Key {
  constructor(scope: Construct, id: string, { alias, description }: { readonly alias: string; readonly description: string }) {
    super(scope, id, { alias, description, enableKeyRotation: true, removalPolicy: RemovalPolicy.RETAIN });
  }
}
