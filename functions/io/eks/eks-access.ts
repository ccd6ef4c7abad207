import { Agent } from 'node:https';
import type { Access, Connection } from '../kube/connection.ts';
import type { AwsCredentials } from './aws-clients.ts';
import { type CredentialSource, lastsUntil } from './credential-source.ts';
import type { EksCluster } from './describe-cluster.ts';
import { signToken, TOKEN_LIFETIME } from './sign-token.ts';

export interface EksAccessOptions {
  readonly cluster: EksCluster;
  readonly credentials: CredentialSource;
  readonly stsHost: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** When a token is replaced while it is still good, and how long a failed replacement waits while the old one is. */
const RENEW_AFTER = 10 * 60_000;
const TRY_AGAIN_AFTER = 30_000;
const RESERVE = 60_000;

interface Token {
  readonly connection: Connection;
  readonly renewAt: number;
  readonly expires: number;
}

/** The way to the API server of an EKS cluster: one agent, and a token that is replaced before it ends, or when it is refused. */
export function createEksAccess({ cluster, credentials, stsHost, now }: EksAccessOptions): Access {
  const agent = new Agent({ keepAlive: true, ca: cluster.authority });
  let token: Token | undefined;
  let pending: Promise<Token> | undefined;

  async function sign(read: () => Promise<AwsCredentials>): Promise<Token> {
    const given = await read();
    const { name, region } = cluster.ref;
    const signed = now();
    const text = await signToken({ cluster: name, region, stsHost, credentials: given, now: new Date(signed) });
    const expires = Math.min(signed + TOKEN_LIFETIME, lastsUntil(given));
    const connection = { agent, headers: { authorization: `Bearer ${text}` } };
    return { connection, renewAt: Math.min(signed + RENEW_AFTER, expires - RESERVE), expires };
  }

  // Requests that come meanwhile wait for the same token.
  function signOnce(read: () => Promise<AwsCredentials>): Promise<Token> {
    pending ??= sign(read)
      .then((signed) => {
        token = signed;
        return signed;
      })
      .finally(() => {
        pending = undefined;
      });
    return pending;
  }

  return {
    server: cluster.server,
    async connect() {
      const current = token;
      if (current !== undefined && now() < current.renewAt) return current.connection;
      try {
        return (await signOnce(credentials.read)).connection;
      } catch (error) {
        // STS may be back before the token ends.
        if (current === undefined || now() >= current.expires - RESERVE) throw error;
        token = { ...current, renewAt: now() + TRY_AGAIN_AFTER };
        return current.connection;
      }
    },
    async renew(refused) {
      if (token !== undefined && token.connection !== refused) return token.connection;
      return (await signOnce(credentials.renew)).connection;
    },
    explainRefusal: () => explainRefusal(cluster),
    close: () => agent.destroy(),
  };
}

function explainRefusal({ ref, authenticationMode }: EksCluster): string {
  const who = ref.role === undefined ? 'the role that Plumbline runs as' : `role ${ref.role}`;
  if (authenticationMode === 'CONFIG_MAP') {
    return `the cluster knows its readers from the ConfigMap kube-system/aws-auth alone: map ${who} to the group plumbline:readers there, or allow access entries`;
  }
  return `create an access entry of type STANDARD for ${who} with the group plumbline:readers, and check that the role was not deleted and created anew`;
}
