import { asJsonObject, asString } from '../../json.ts';
import { type Forge, isHmacOf, isNoCommit } from '../forge.ts';

/** docs.github.com: webhooks/using-webhooks/validating-webhook-deliveries, webhook-events-and-payloads#push. */
export const github: Forge = {
  id: 'github',
  name: 'GitHub',
  isSender: (headers) => headers['x-github-event'] !== undefined,
  isSigned: (request, secret) => isHmacOf(request.headers['x-hub-signature-256'], request, secret),
  readPush: (headers, body) => {
    const ref = asString(body['ref']);
    if (headers['x-github-event'] !== 'push' || ref === undefined) return undefined;
    const repository = asJsonObject(body['repository']);
    const defaultBranch = asString(repository['default_branch']);
    return {
      urls: [asString(repository['clone_url']), asString(repository['html_url'])].filter((url) => url !== undefined),
      refs: isNoCommit(asString(body['after'])) ? [] : [ref],
      ...(defaultBranch === undefined ? {} : { defaultBranch }),
    };
  },
};
