import type { FakeApiServer } from './fake-api-server.ts';

/** A cluster as EKS describes it, at the address of an API server. */
export function describeEksCluster(server: Pick<FakeApiServer, 'url' | 'authority'>, changes: object = {}): object {
  const cluster = {
    name: 'prod-eu',
    arn: 'arn:aws:eks:eu-west-1:111111111111:cluster/prod-eu',
    status: 'ACTIVE',
    version: '1.34',
    endpoint: server.url,
    certificateAuthority: { data: Buffer.from(server.authority.cert).toString('base64') },
    resourcesVpcConfig: { vpcId: 'vpc-1', clusterSecurityGroupId: 'sg-1', endpointPublicAccess: false, endpointPrivateAccess: true },
    accessConfig: { authenticationMode: 'API' },
    ...changes,
  };
  return { cluster };
}
