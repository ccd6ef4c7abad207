import { asJsonObject, asString } from '../../json.ts';
import { type Forge, isHmacOf } from '../forge.ts';

/** docs.github.com: webhooks/using-webhooks/validating-webhook-deliveries, webhook-events-and-payloads#push. */
export const github: Forge = {
  name: 'GitHub',
  isSender: (headers) => headers['x-github-event'] !== undefined,
  isSigned: (request, secret) => isHmacOf(request.headers['x-hub-signature-256'], request, secret),
  readPush: (headers, body) => {
    const delivery = headers['x-github-delivery'];
    if (headers['x-github-event'] !== 'push' || delivery === undefined) return undefined;
    const repository = asJsonObject(body['repository']);
    const branch = /^refs\/heads\/(.+)$/.exec(asString(body['ref']) ?? '')?.[1];
    const urls = [asString(repository['clone_url']), asString(repository['html_url'])].filter((url) => url !== undefined);
    return { forge: 'GitHub', urls, ...(branch === undefined ? {} : { branch }), delivery };
  },
};
