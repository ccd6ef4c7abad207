import { asJsonObject, asString } from '../../json.ts';
import { type Forge, isNoCommit, isSameSecret } from '../forge.ts';
import { isSigningSecret, isStandardSignature } from '../standard-signature.ts';

const EVENTS = ['Push Hook', 'Tag Push Hook'];

/**
 * docs.gitlab.com: user/project/integrations/webhooks (secret token, signing token, Idempotency-Key), webhook_events#push-events. A secret token is
 * sent as it is and signs nothing; a signing token (`whsec_…`) does, and is never taken as a secret token.
 */
export const gitlab: Forge = {
  id: 'gitlab',
  name: 'GitLab',
  isSender: (headers) => headers['x-gitlab-event'] !== undefined,
  isSigned: (request, secret) => {
    if (isSigningSecret(secret)) return isStandardSignature(request, secret);
    const token = request.headers['x-gitlab-token'];
    return token !== undefined && isSameSecret(token, secret);
  },
  // The same at every attempt of one event. `webhook-id` is signed with the body.
  readEventId: (headers) => headers['webhook-id'] ?? headers['idempotency-key'],
  readPush: (headers, body) => {
    const ref = asString(body['ref']);
    if (!EVENTS.includes(headers['x-gitlab-event'] ?? '') || ref === undefined) return undefined;
    const project = asJsonObject(body['project']);
    const defaultBranch = asString(project['default_branch']);
    return {
      urls: [asString(project['git_http_url']), asString(project['web_url'])].filter((url) => url !== undefined),
      refs: isNoCommit(asString(body['after'])) ? [] : [ref],
      ...(defaultBranch === undefined ? {} : { defaultBranch }),
    };
  },
};
