import { Grant, OidcProviderNative, Role, WebIdentityPrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { ReleaseSettings } from '../read-settings.ts';
import { releaseRoleName } from '../role-names.ts';

const GITHUB = 'token.actions.githubusercontent.com';
const AUDIENCE = 'sts.amazonaws.com';

export interface ReleaseRoleProps extends ReleaseSettings {
  readonly installation: string;
  readonly gate: IFunction;
}

/** What a workflow of GitHub becomes, without a credential that is kept: it may ask the gate, and nothing else. */
export class ReleaseRole extends Role {
  constructor(scope: Construct, id: string, { installation, gate, github, provider }: ReleaseRoleProps) {
    const subjects = github.map((subject) => `repo:${subject}`);
    const isExact = subjects.every((subject) => !subject.includes('*'));
    const issuer = provider ?? createProvider(scope, `${id}Provider`);
    super(scope, id, {
      roleName: releaseRoleName(installation),
      description: 'Plumbline: what workflows of GitHub become to ask the gate',
      assumedBy: new WebIdentityPrincipal(issuer, {
        StringEquals: { [`${GITHUB}:aud`]: AUDIENCE, ...(isExact ? { [`${GITHUB}:sub`]: subjects } : {}) },
        ...(isExact ? {} : { StringLike: { [`${GITHUB}:sub`]: subjects } }),
      }),
    });
    // `grantInvoke` would allow every version of it, with a star.
    Grant.addToPrincipal({ grantee: this, actions: ['lambda:InvokeFunction'], resourceArns: [gate.functionArn] });
  }
}

/** An account has one provider of GitHub at most: where there is one already, the settings name it. */
function createProvider(scope: Construct, id: string): string {
  return new OidcProviderNative(scope, id, { url: `https://${GITHUB}`, clientIds: [AUDIENCE] }).oidcProviderArn;
}
