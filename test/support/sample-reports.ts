import type { Difference } from '../../functions/core/difference.ts';
import type { DriftReport } from '../../functions/core/report.ts';
import {
  buildChanged,
  buildExtra,
  buildMissing,
  buildMissingObject,
  buildModified,
  buildOrigin,
  buildPath,
  buildRef,
  buildReport,
  buildUnmanaged,
} from './sample-report.ts';

const container = (name: string, ...rest: string[]) => buildPath('spec', 'template', 'spec', 'containers', { name }, ...rest);
const CONFIG = 'log_level: info\nworkers: 8\nupstream:\n  host: orders.shop.svc\n  timeout: 5s\nretries: 3\n';

/** A night on call: every kind of departure, a few of each. */
export function buildVariedReport(): DriftReport {
  return buildReport(
    [
      buildModified('Deployment.apps shop/web', [
        buildChanged(buildPath('spec', 'replicas'), 3, 5, {
          cause: 'by-hand',
          setBy: { manager: 'kubectl', operation: 'Update', subresource: 'scale', time: '2026-11-04T02:59:40Z', class: 'person' },
          line: 19,
        }),
        buildChanged(container('web', 'image'), 'registry.example.com/shop/web:2.14.0', 'registry.example.com/shop/web:2.14.1-hotfix'),
        buildExtra(container('debug'), {
          name: 'debug',
          image: 'busybox:1.36',
          command: ['sleep', 'infinity'],
          securityContext: { privileged: true },
          resources: {},
          terminationMessagePath: '/dev/termination-log',
          volumeMounts: [{ name: 'host', mountPath: '/host' }],
        }),
        buildMissing(container('web', 'resources', 'limits'), { memory: '256Mi', cpu: '500m' }),
      ]),
      buildModified(
        'ConfigMap shop/web-config',
        [
          buildChanged(buildPath('data', 'app.yaml'), CONFIG, CONFIG.replace('workers: 8', 'workers: 32').replace('5s', '60s'), {
            cause: 'by-hand',
            setBy: { manager: 'node-fetch', operation: 'Update', time: '2026-10-21T14:00:00Z', class: 'person' },
            line: 7,
          }),
          buildChanged(buildPath('data', 'PORT'), '8080', '80'),
        ],
        buildOrigin('deploy/shop/config.yaml', 1),
      ),
      buildModified(
        'Secret shop/db-credentials',
        [buildChanged(buildPath('data', 'password'), '(masked 3f2a9c1d77aa)', '(masked b91c02e4f1d0)', { cause: 'unknown' })],
        buildOrigin('deploy/shop/secrets.yaml', 4),
      ),
      buildModified(
        'Service shop/web',
        [
          buildChanged(buildPath('spec', 'ports', { name: 'http' }, 'targetPort'), '80', 80, {
            cause: 'not-yet-applied',
            setBy: { manager: 'argocd-controller', operation: 'Apply', time: '2026-11-01T08:00:00Z', class: 'delivery' },
            line: 31,
          }),
          buildChanged(buildPath('spec', 'loadBalancerSourceRanges'), ['10.0.0.0/8', '192.168.0.0/16'], ['10.0.0.0/8', '0.0.0.0/0'], {
            cause: 'unknown',
            place: {
              source: 'shop',
              file: 'overlays/prod/ranges.yaml',
              line: 7,
              setter: 'strategic-patch',
              pointer: '/spec/loadBalancerSourceRanges',
            },
          }),
          buildExtra(buildPath('spec', 'externalIPs'), ['203.0.113.7']),
        ],
        buildOrigin('deploy/shop/web.yaml', 48),
      ),
      buildMissingObject('NetworkPolicy.networking.k8s.io shop/deny-all', buildOrigin('deploy/shop/network.yaml', 1)),
      buildMissingObject('PodDisruptionBudget.policy shop/web', buildOrigin('deploy/shop/web.yaml', 70)),
      buildUnmanaged('ClusterRoleBinding.rbac.authorization.k8s.io emergency-admin', {
        manager: 'kubectl-create',
        operation: 'Update',
        time: '2026-10-30T11:00:00Z',
        class: 'person',
      }),
      buildUnmanaged('Deployment.apps shop/tmp-shell'),
      buildUnmanaged('Job.batch payments/reindex-2', null),
      buildModified(
        'Certificate.cert-manager.io payments/api',
        [
          buildChanged(buildPath('spec', 'dnsNames'), ['api.example.com', 'pay.example.com'], ['pay.example.com', 'api.example.com'], {
            cause: 'on-admission',
          }),
        ],
        buildOrigin('deploy/payments/very/deeply/nested/folder/structure/that/goes/on/certificate-for-the-public-api.yaml', 1204),
      ),
    ],
    {
      unchecked: [
        {
          type: 'kind',
          group: '',
          version: 'v1',
          kind: 'Secret',
          reason: 'forbidden',
          message: 'secrets is forbidden: User "plumbline" cannot list resource "secrets" in API group "" at the cluster scope',
          declared: 4,
          http: 403,
        },
        {
          type: 'file',
          source: 'shop',
          file: 'deploy/shop/broken.yaml',
          line: 14,
          reason: 'duplicate-key',
          message: 'the key "image" stands twice in one mapping: keep one of them',
        },
      ],
      undecided: [
        {
          ref: buildRef('Widget.example.com shop/blue'),
          origin: buildOrigin('deploy/shop/widget.yaml', 1),
          path: buildPath('spec', 'mode'),
          at: '.spec.mode',
          live: 'turbo',
          reason: 'git is silent on it, nobody is recorded as its author and its default is not known',
        },
      ],
      pruned: [
        {
          ref: buildRef('Deployment.apps shop/web'),
          origin: buildOrigin(),
          path: buildPath('spec', 'template', 'spec', 'tolerationz'),
          at: '.spec.template.spec.tolerationz',
          desired: [],
          line: 44,
        },
      ],
      advice: [{ about: 'ignore rule plumbline.yaml:14', message: 'expired on 2026-10-31: renew it or delete it' }],
      suppressed: [
        { rule: 'server-default', reason: 'the value is what the API server puts where nothing is said', count: 1204 },
        {
          rule: 'autoscaled-replicas',
          reason: 'an autoscaler owns the replicas and the value is inside its bounds',
          count: 3,
          instances: [{ ref: buildRef('Deployment.apps shop/api'), path: buildPath('spec', 'replicas'), at: '.spec.replicas', live: 7 }],
        },
      ],
    },
  );
}

/** A cluster after a bad day: one change in many objects, and hundreds of others. */
export function buildLongReport(objects = 400): DriftReport {
  const many = Array.from({ length: objects }, (_, i): Difference => {
    const namespace = `team-${String(i % 7)}`;
    if (i % 3 === 0)
      return buildModified(`Deployment.apps ${namespace}/service-${i}`, [
        buildExtra(buildPath('metadata', 'labels', 'cost-center'), 'unknown'),
      ]);
    if (i % 3 === 1) return buildUnmanaged(`ConfigMap ${namespace}/generated-${i}`);
    return buildModified(`Deployment.apps ${namespace}/worker-${i}`, [buildChanged(buildPath('spec', 'replicas'), i, i + 1)]);
  });
  return buildReport(many);
}

/** Every text that a stranger can put into a report, hostile: names, paths, values, messages, managers. */
export function buildHostileReport(): DriftReport {
  const evil = '\u001b[31mred\u001b]0;title\u0007\r\u009b2J\u202egpj\u2066x\u200b|`<img src=x>@team\u007f\n# heading';
  const setBy = { manager: evil, operation: 'Update', subresource: evil, time: evil, class: 'person' } as const;
  const ref = { group: evil, kind: evil, namespace: evil, name: evil };
  const origin = { source: evil, file: evil, line: 1 };
  const path = buildPath(evil, { name: evil });
  return buildReport(
    [
      {
        type: 'modified',
        ref,
        origin,
        delivery: setBy,
        fields: [
          { ...buildChanged(path, evil, `${evil}!`, { cause: 'by-hand', setBy, note: evil, line: 3 }) },
          buildChanged(buildPath('list'), [evil], [evil, evil], {
            cause: 'not-yet-applied',
            setBy,
            place: { source: evil, file: evil, line: 2, setter: 'json-patch', pointer: evil, inner: evil },
          }),
          buildExtra(buildPath('object'), { [evil]: evil }),
        ],
      },
      { type: 'missing', ref, origin },
      { type: 'unmanaged', ref, setBy, since: evil },
      ...Array.from(
        { length: 5 },
        (_, i): Difference => ({ type: 'unmanaged', ref: { ...ref, kind: 'Other', name: `${evil}${i}` }, setBy, since: evil }),
      ),
    ],
    {
      check: { id: evil, cluster: { name: evil, server: evil } },
      serverVersion: evil,
      readAt: evil,
      revisions: [{ source: evil, url: evil, revision: evil, commit: evil, committedAt: evil }],
      unchecked: [
        { type: 'kind', group: evil, version: evil, kind: evil, reason: 'forbidden', message: evil, declared: 1 },
        { type: 'file', source: evil, file: evil, reason: 'invalid-yaml', message: evil },
        { type: 'object', ref, origin, reason: 'not-served', message: evil },
      ],
      undecided: [{ ref, origin, path, at: evil, live: evil, reason: evil, setBy }],
      pruned: [{ ref, origin, path, at: evil, desired: evil }],
      suppressed: [{ rule: evil, reason: evil, count: 1, instances: [{ ref, at: evil, live: evil, setBy }] }],
      advice: [{ about: evil, message: evil }],
    },
  );
}
