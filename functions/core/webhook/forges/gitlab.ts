import { asJsonObject, asString } from '../../json.ts';
import { type Forge, isSameSecret } from '../forge.ts';

/** docs.gitlab.com: user/project/integrations/webhooks (X-Gitlab-Token, X-Gitlab-Event-UUID), webhook_events#push-events. */
export const gitlab: Forge = {
  name: 'GitLab',
  isSender: (headers) => headers['x-gitlab-event'] !== undefined,
  isSigned: ({ headers }, secret) => headers['x-gitlab-token'] !== undefined && isSameSecret(headers['x-gitlab-token'], secret),
  readPush: (headers, body) => {
    const delivery = headers['x-gitlab-event-uuid'];
    if (headers['x-gitlab-event'] !== 'Push Hook' || delivery === undefined) return undefined;
    const project = asJsonObject(body['project']);
    const branch = /^refs\/heads\/(.+)$/.exec(asString(body['ref']) ?? '')?.[1];
    const urls = [asString(project['git_http_url']), asString(project['web_url'])].filter((url) => url !== undefined);
    return { forge: 'GitLab', urls, ...(branch === undefined ? {} : { branch }), delivery };
  },
};
