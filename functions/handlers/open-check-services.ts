import type { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { type Config, parseConfig } from '../core/config.ts';
import { findRule } from '../core/discover/repository-rules.ts';
import { findSecret } from '../core/find-secret.ts';
import { createMask } from '../core/mask/create-mask.ts';
import { readS3Text } from '../io/aws/read-s3-text.ts';
import { readGitSecret, readSecret } from '../io/aws/read-secret.ts';
import type { CheckServices } from '../io/build-run-options.ts';
import { openEksCluster } from '../io/eks/open-eks-cluster.ts';
import { createKmsDataKeys } from '../io/sops/kms-data-keys.ts';
import type { DetectEnvironment } from './environment.ts';
import { openWorkbench } from './open-workbench.ts';

const secrets = new SecretsManagerClient({});

/** What every function that makes checks needs: the configuration and the key of the mask, read anew, and the ways to git and the clusters. */
export async function openCheckServices(
  s3: S3Client,
  environment: Pick<DetectEnvironment, 'config' | 'maskSecret' | 'kubectl' | 'helm'>,
): Promise<CheckServices & { readonly rules: Config }> {
  const [config, maskKey] = await Promise.all([readS3Text(s3, environment.config), readSecret(secrets, environment.maskSecret)]);
  const rules = parseConfig(config, environment.config);
  return {
    rules,
    readDataKey: createKmsDataKeys(rules.sops.keys),
    bench: openWorkbench(environment, {
      hosts: rules.chartHosts,
      credentialsFor: async (url) => {
        const secret = findRule(url, rules.repositories)?.secret;
        return secret === undefined ? undefined : readGitSecret(secrets, secret);
      },
    }),
    mask: createMask(Buffer.from(maskKey)),
    openCluster: ({ cluster }) => openEksCluster(cluster, { now: Date.now }),
    credentialsFor: async (item, source) => {
      const secret = findSecret(item, source);
      return secret === undefined ? undefined : readGitSecret(secrets, secret);
    },
  };
}
