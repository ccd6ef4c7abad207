import { PlumblineError } from '../../core/errors.ts';
import type { KubeClient } from '../kube/kube-client.ts';
import { ConnectionLost, RequestError } from '../kube/request-error.ts';
import { type ClusterNetwork, type EksCluster, nameCluster } from './describe-cluster.ts';

const TLS_ADVICE =
  'something between here and EKS (a proxy, a firewall) may end TLS with a certificate of its own; if the cluster was created anew just now, check it again';

/** The client with advice for EKS: who does not reach an API server there is mostly outside its VPC. */
export function explainUnreachable(client: KubeClient, cluster: EksCluster): KubeClient {
  let answered = false;
  return {
    ...client,
    async get(path, request) {
      try {
        const response = await client.get(path, request);
        answered = true;
        return response;
      } catch (error) {
        if (error instanceof RequestError) throw explain(error, cluster, answered);
        // Credentials that cannot be renewed halfway cost the kinds not yet read, and not what was read.
        if (answered && error instanceof PlumblineError) throw toRequestError(error);
        throw error;
      }
    },
  };
}

function explain(error: RequestError, cluster: EksCluster, answered: boolean): RequestError {
  const { message, reason } = error;
  if (error instanceof ConnectionLost && !error.isNetwork) {
    const text = `cannot reach the API server of ${nameCluster(cluster.ref)}: TLS failed (${error.code})`;
    return new RequestError(reason, text, { advice: TLS_ADVICE });
  }
  const isAway = error instanceof ConnectionLost || (reason === 'timed-out' && !answered);
  if (!isAway) return error;
  const text = `${message}; it belongs to ${nameCluster(cluster.ref)}`;
  return new RequestError(reason, text, { advice: adviseOnNetwork(cluster.network) });
}

function toRequestError({ code, message, advice }: PlumblineError): RequestError {
  return new RequestError(code === 'authentication' ? 'unauthorized' : 'unreachable', message, { advice });
}

function adviseOnNetwork({ vpc = 'its VPC', securityGroup, isPublic, isPrivate, publicCidrs }: ClusterNetwork): string {
  const enter = `run Plumbline in ${vpc} or a network that routes to it, and let ${securityGroup ?? 'the cluster security group'} accept port 443 from there`;
  if (!isPublic) return `the endpoint is private: ${enter}`;
  const isOpen = publicCidrs.length === 0 || publicCidrs.includes('0.0.0.0/0');
  const inVpc = isPrivate ? `; from ${vpc} it is reached inside: ${enter}` : '';
  if (!isOpen) return `the public endpoint admits only ${publicCidrs.join(', ')}: add the address this runs behind${inVpc}`;
  return `the endpoint is public: check that this may reach port 443 outside; a function in a VPC needs a NAT gateway${inVpc}`;
}
