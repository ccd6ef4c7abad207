import { asJsonObject, asString, isJsonList } from '../../json.ts';
import { type Forge, isHmacOf } from '../forge.ts';

/** support.atlassian.com: bitbucket-cloud/docs/manage-webhooks (X-Hub-Signature, X-Request-UUID), event-payloads#Push. One push may move several branches. */
export const bitbucket: Forge = {
  name: 'Bitbucket',
  isSender: (headers) => headers['x-event-key'] !== undefined,
  isSigned: (request, secret) => isHmacOf(request.headers['x-hub-signature'], request, secret),
  readPush: (headers, body) => {
    const delivery = headers['x-request-uuid'];
    if (headers['x-event-key'] !== 'repo:push' || delivery === undefined) return undefined;
    const url = asString(asJsonObject(asJsonObject(asJsonObject(body['repository'])['links'])['html'])['href']);
    const changes = asJsonObject(body['push'])['changes'];
    const branches = (isJsonList(changes) ? changes : []).map((change) => asString(asJsonObject(asJsonObject(change)['new'])['name']));
    const [branch] = branches;
    // Without a single branch, every source of the repository is checked.
    return { forge: 'Bitbucket', urls: url === undefined ? [] : [url], ...(branches.length === 1 && branch ? { branch } : {}), delivery };
  },
};
