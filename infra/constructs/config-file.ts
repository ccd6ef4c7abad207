import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';

/** `plumbline.yaml` as it is deployed: with another content it has another address, and functions are deployed anew. */
export class ConfigFile extends Asset {
  /** Allows to read this one object. `grantRead` of an asset would allow its whole bucket. */
  allowRead(grantee: IGrantable): void {
    Grant.addToPrincipal({ grantee, actions: ['s3:GetObject'], resourceArns: [this.bucket.arnForObjects(this.s3ObjectKey)] });
  }
}
