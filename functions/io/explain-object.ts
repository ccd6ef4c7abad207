import type { DesiredObject } from '../core/desired-state.ts';
import { createKnowledge } from '../core/diff/compare-states.ts';
import { explainObject } from '../core/diff/explain-object.ts';
import { compileIgnoreRules } from '../core/diff/ignore-rules.ts';
import type { PlacedObject, ReadPlan } from '../core/diff/plan-reads.ts';
import { PlumblineError } from '../core/errors.ts';
import type { ExplainedField, Explanation } from '../core/explanation.ts';
import { formatRef, type KubeObject, metadataOf } from '../core/kube-object.ts';
import { type Autoscaler, isAutoscalerKind, readAutoscaler } from '../core/machinery/autoscalers.ts';
import type { DesiredSources } from './desired/desired.ts';
import { readLive } from './kube/read-live.ts';
import { createLocator, placeOf } from './locate-differences.ts';
import { type PreparedCheck, prepareCheck, type RunCheckOptions } from './prepare-check.ts';

/** The object that is to be explained, as people name it: kind in any case, `Kind` or `Kind.group`; namespace only where the name alone is not enough. */
export interface ExplainTarget {
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
}

/**
 * Explains every field of one declared object. Lists its kind (and autoscalers) and nothing else. Throws PlumblineError `usage` where git declares
 * no such object, or several; `runtime` where it is not in the cluster or cannot be read.
 */
export function explainDeclared(target: ExplainTarget, options: RunCheckOptions): Promise<Explanation> {
  return prepareCheck(options, async (prepared) => {
    const { plan, schemas, defaults, settings, desired, sources, ignore = [] } = prepared;
    const placed = findTarget(plan, target);
    const { live, autoscalers } = await readTarget(placed, prepared, options);
    const kind = createKnowledge({ schemas: schemas.schemas, defaults })(placed.read);
    const explanation = explainObject({
      ref: placed.ref,
      origin: placed.desired.origin,
      desired: placed.desired.body,
      encrypted: placed.desired.encrypted,
      ...(placed.desired.again === undefined ? {} : { again: placed.desired.again }),
      live,
      kind,
      settings,
      autoscalers,
      cluster: options.check.cluster.name,
      ignores: compileIgnoreRules([...options.rules.ignore, ...ignore], options.now, desired.objects).judge,
      mask: options.mask,
    });
    return { ...explanation, fields: await locateExplained(explanation.fields, placed.desired, sources) };
  });
}

/** Of fields that are not in order, where git sets them. */
async function locateExplained(
  fields: readonly ExplainedField[],
  object: DesiredObject,
  sources: DesiredSources,
): Promise<readonly ExplainedField[]> {
  const told = fields.filter(({ judgement, desired }) => desired !== undefined && judgement !== 'equal');
  const setters = await createLocator(sources)(
    object,
    told.map(({ path }) => path),
  );
  const setterOf = new Map(told.map((field, i) => [field, setters[i]]));
  return fields.map((field) => ({ ...field, ...placeOf(setterOf.get(field)) }));
}

function findTarget(plan: ReadPlan, { kind, name, namespace }: ExplainTarget): PlacedObject {
  const wanted = kind.toLowerCase();
  const matches = plan.objects.filter(({ ref, read }) => {
    const names = [ref.kind.toLowerCase(), `${ref.kind}.${ref.group}`.toLowerCase(), read.served.resource];
    return ref.name === name && names.includes(wanted) && (namespace === undefined || ref.namespace === namespace);
  });
  const [match] = matches;
  if (match === undefined) {
    const sameName = plan.objects.filter(({ ref }) => ref.name === name).map(({ ref }) => formatRef(ref));
    const advice =
      sameName.length > 0
        ? `Of that name it declares ${sameName.slice(0, 5).join(', ')}.`
        : 'Only objects that git declares can be explained.';
    throw new PlumblineError('usage', `git declares no ${kind}/${name}${namespace === undefined ? '' : ` in namespace ${namespace}`}`, {
      advice,
    });
  }
  if (matches.length > 1) {
    const all = matches.map(({ ref }) => formatRef(ref)).join(', ');
    throw new PlumblineError('usage', `${kind}/${name} may be ${all}`, {
      advice: 'Say which with --namespace, or write the kind with its group.',
    });
  }
  return match;
}

async function readTarget(
  placed: PlacedObject,
  { client, plan }: PreparedCheck,
  { deadline }: RunCheckOptions,
): Promise<{ readonly live: KubeObject; readonly autoscalers: readonly Autoscaler[] }> {
  const reads = plan.reads.filter((read) => read === placed.read || isAutoscalerKind(read.served));
  let live: KubeObject | undefined;
  const autoscalers: Autoscaler[] = [];
  const failed = await readLive(client, reads, {
    deadline,
    onPage: ({ read, objects }) => {
      for (const object of objects) {
        const { name, namespace } = metadataOf(object);
        if (read === placed.read && name === placed.ref.name && (namespace ?? null) === placed.ref.namespace) live = object;
        const autoscaler = isAutoscalerKind(read.served) ? readAutoscaler(read.served, object) : undefined;
        if (autoscaler) autoscalers.push(autoscaler);
      }
    },
    onRestart: () => {
      autoscalers.length = 0;
    },
  });
  const unread = failed.find(({ kind }) => kind === placed.ref.kind);
  if (unread) throw new PlumblineError('runtime', `${formatRef(placed.ref)} could not be read: ${unread.message}`);
  if (live === undefined) {
    const { file, line } = placed.desired.origin;
    throw new PlumblineError('runtime', `${formatRef(placed.ref)} is not in the cluster; git declares it at ${file}:${line}`);
  }
  return { live, autoscalers };
}
