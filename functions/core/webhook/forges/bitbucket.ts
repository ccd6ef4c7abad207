import { asJsonObject, asString, isJsonList } from '../../json.ts';
import { type Forge, isHmacOf } from '../forge.ts';

/** support.atlassian.com: bitbucket-cloud/docs/manage-webhooks (X-Hub-Signature), event-payloads#Push. One push may move several branches. */
export const bitbucket: Forge = {
  id: 'bitbucket',
  name: 'Bitbucket',
  isSender: (headers) => headers['x-event-key'] !== undefined,
  isSigned: (request, secret) => isHmacOf(request.headers['x-hub-signature'], request, secret),
  readPush: (headers, body) => {
    const changes = asJsonObject(body['push'])['changes'];
    if (headers['x-event-key'] !== 'repo:push' || !isJsonList(changes)) return undefined;
    const url = asString(asJsonObject(asJsonObject(asJsonObject(body['repository'])['links'])['html'])['href']);
    return { urls: url === undefined ? [] : [url], refs: changes.flatMap((change) => readRef(asJsonObject(change)['new'])) };
  },
};

/** `new` is null where the branch was deleted. */
function readRef(moved: Parameters<typeof asJsonObject>[0]): string[] {
  const { type, name } = asJsonObject(moved);
  if (typeof name !== 'string') return [];
  return [`refs/${type === 'tag' ? 'tags' : 'heads'}/${name}`];
}
