import { listInstallation, type TemplateResource } from '../../infra/sample-installation.ts';

/** What the templates say of an installation that something is paid for. */
export interface InstallationFacts {
  readonly keys: number;
  readonly secrets: number;
  /** Metrics that alarms look at: each is paid for. */
  readonly alarmMetrics: number;
  /** State transitions of a run, and of each check in it that finds nothing amiss: its start, and every state on its way. */
  readonly transitions: { readonly run: number; readonly check: number };
  /** GB of memory of each function. */
  readonly memory: Readonly<Record<'plan' | 'detect' | 'notify' | 'watch', number>>;
}

const EXAMPLE = 'examples/single-cluster/plumbline.yaml';

/** Reads the templates of the example with one cluster. */
export function readInstallation(): InstallationFacts {
  const resources = listInstallation({ config: EXAMPLE, 'aws:cdk:bundling-stacks': [] });
  const listOf = (type: string) => resources.filter((resource) => resource.type === type);
  const machines = listOf('AWS::StepFunctions::StateMachine');
  const [machine] = machines;
  if (machine === undefined || machines.length > 1) throw new Error(`there are ${machines.length} state machines; the costs know one`);
  return {
    keys: listOf('AWS::KMS::Key').length,
    secrets: listOf('AWS::SecretsManager::Secret').length,
    alarmMetrics: listOf('AWS::CloudWatch::Alarm').reduce((sum, { properties }) => sum + countMetrics(properties), 0),
    transitions: countTransitions(readDefinition(machine)),
    memory: {
      plan: memoryOf(resources, 'Plan'),
      detect: memoryOf(resources, 'Detect'),
      notify: memoryOf(resources, 'Notify'),
      watch: memoryOf(resources, 'Watch'),
    },
  };
}

function countMetrics({ Metrics: metrics }: { readonly Metrics?: readonly { readonly MetricStat?: unknown }[] }): number {
  return metrics === undefined ? 1 : metrics.filter(({ MetricStat: stat }) => stat !== undefined).length;
}

function memoryOf(resources: readonly TemplateResource[], handler: string): number {
  const found = resources.find(({ type, id }) => type === 'AWS::Lambda::Function' && new RegExp(`^${handler}[0-9A-F]{8}$`).test(id));
  return (found?.properties.MemorySize ?? 0) / 1024;
}

interface State {
  readonly Type: string;
  readonly Next?: string;
  /** Where a choice goes when none of its conditions holds: nobody else has the check. */
  readonly Default?: string;
  readonly ItemProcessor?: Machine;
}
interface Machine {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
}

function readDefinition({ properties }: TemplateResource): Machine {
  const [separator, parts] = properties.DefinitionString['Fn::Join'] as readonly [string, readonly unknown[]];
  return JSON.parse(parts.map((part) => (typeof part === 'string' ? part : 'reference')).join(separator)) as Machine;
}

/** A distributed map is charged one transition for each child that it starts; every state that is entered is one. */
function countTransitions(machine: Machine): InstallationFacts['transitions'] {
  const way = followStates(machine);
  const maps = way.flatMap(({ ItemProcessor: child }) => (child === undefined ? [] : [child]));
  return { run: way.length, check: maps.reduce((sum, child) => sum + 1 + followStates(child).length, 0) };
}

/** The states of an execution in which nothing fails. */
function followStates({ StartAt: start, States: states }: Machine): State[] {
  const way: State[] = [];
  for (let name: string | undefined = start; name !== undefined; ) {
    const state: State | undefined = states[name];
    if (state === undefined || way.includes(state)) throw new Error(`the state ${name} is not there, or comes twice`);
    way.push(state);
    name = state.Type === 'Choice' ? state.Default : state.Next;
  }
  return way;
}
