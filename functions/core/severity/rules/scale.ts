import type { Place } from '../list-places.ts';
import { hasLive } from '../place-conditions.ts';
import type { SeverityRule } from '../severity-rule.ts';

const AUTOSCALERS = ['HorizontalPodAutoscaler', 'VerticalPodAutoscaler', 'ScaledObject.keda.sh', 'ScaledJob.keda.sh'];
const NODES = ['NodePool.karpenter.sh', 'EC2NodeClass.karpenter.k8s.aws'];
const COPIES = ['spec/replicas', 'spec/parallelism', 'spec/completions'];

/** Fewer than git says; where git says nothing, it says one. */
function isFewer({ desired, live }: Place): boolean {
  return typeof live === 'number' && live < (typeof desired === 'number' ? desired : 1);
}

/** How many copies run. */
export const scale: SeverityRule = {
  name: 'scale',
  about: 'More or fewer copies run, or may run, than git says.',
  signs: [
    { of: 'field', at: ['spec/replicas'], when: hasLive(0), level: 'high', why: 'runs no copy' },
    { of: 'field', kinds: ['CronJob', 'Job'], at: ['/spec/suspend'], when: hasLive(true), level: 'high', why: 'is suspended' },
    { of: 'field', at: COPIES, when: isFewer, level: 'medium', why: 'runs fewer copies' },
    { of: 'field', at: COPIES, level: 'low', why: 'runs another number of copies' },
    {
      of: 'field',
      kinds: ['CronJob'],
      at: ['/spec/schedule', '/spec/timeZone', '/spec/suspend'],
      level: 'medium',
      why: 'runs at other times',
    },
    {
      of: 'field',
      kinds: AUTOSCALERS,
      at: ['/spec/**', '/metadata/annotations/autoscaling.keda.sh~1paused*'],
      level: 'medium',
      why: 'scales in another way',
    },
    { of: 'missing', kinds: AUTOSCALERS, level: 'medium', why: 'no longer scales' },
    { of: 'unmanaged', kinds: AUTOSCALERS, level: 'medium', why: 'scales what git has at a fixed number' },
    { of: 'field', kinds: NODES, at: ['/spec/**'], level: 'medium', why: 'brings other nodes' },
    { of: 'missing', kinds: NODES, level: 'high', why: 'brings no nodes' },
    { of: 'unmanaged', kinds: NODES, level: 'medium', why: 'brings nodes that no repository knows' },
  ],
};
