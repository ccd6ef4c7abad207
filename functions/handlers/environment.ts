/** What a function is told by its environment. Every name is set by the stack that makes the function. */
type Variables = Readonly<Record<string, string | undefined>>;

/** Of every function. */
interface CommonEnvironment {
  /** The name of the installation, which its metrics are told apart by. */
  readonly installation: string;
}

/** `detect`: reads git and one cluster, writes the report. Holds no secret of a channel. */
export interface DetectEnvironment extends CommonEnvironment {
  readonly reportBucket: string;
  readonly stateTable: string;
  /** Name of the secret that keys the mask. */
  readonly maskSecret: string;
  /** The rules of the configuration, `s3://bucket/key`. */
  readonly config: string;
  /** Programs of its layer; absent: it renders nothing. */
  readonly kubectl?: string;
  readonly helm?: string;
}

/** `plan`: reads the configuration and lists clusters. Reads no cluster and no secret. */
export interface PlanEnvironment extends CommonEnvironment {
  readonly config: string;
  /** Where the checks of a run are written. */
  readonly workBucket: string;
}

export function readPlanEnvironment(variables: Variables = process.env): PlanEnvironment {
  return {
    ...readCommon(variables),
    config: need(variables, 'PLUMBLINE_CONFIG'),
    workBucket: need(variables, 'PLUMBLINE_WORK_BUCKET'),
  };
}

/** `notify`: tells what there is to tell. Reaches no cluster and no repository. */
export interface NotifyEnvironment extends CommonEnvironment {
  readonly reportBucket: string;
  readonly stateTable: string;
  /** The region it runs in. */
  readonly region: string;
  readonly chatTopic: string;
  readonly jsonTopic: string;
  readonly eventBus: string;
  /** Names the routes beside. */
  readonly config: string;
}

export function readDetectEnvironment(variables: Variables = process.env): DetectEnvironment {
  return {
    ...readCommon(variables),
    reportBucket: need(variables, 'PLUMBLINE_REPORT_BUCKET'),
    stateTable: need(variables, 'PLUMBLINE_STATE_TABLE'),
    maskSecret: need(variables, 'PLUMBLINE_MASK_SECRET'),
    config: need(variables, 'PLUMBLINE_CONFIG'),
    ...(variables['PLUMBLINE_KUBECTL'] ? { kubectl: variables['PLUMBLINE_KUBECTL'] } : {}),
    ...(variables['PLUMBLINE_HELM'] ? { helm: variables['PLUMBLINE_HELM'] } : {}),
  };
}

export function readNotifyEnvironment(variables: Variables = process.env): NotifyEnvironment {
  return {
    ...readCommon(variables),
    reportBucket: need(variables, 'PLUMBLINE_REPORT_BUCKET'),
    stateTable: need(variables, 'PLUMBLINE_STATE_TABLE'),
    region: need(variables, 'AWS_REGION'),
    chatTopic: need(variables, 'PLUMBLINE_CHAT_TOPIC'),
    jsonTopic: need(variables, 'PLUMBLINE_JSON_TOPIC'),
    eventBus: need(variables, 'PLUMBLINE_EVENT_BUS'),
    config: need(variables, 'PLUMBLINE_CONFIG'),
  };
}

/** `push`: takes webhooks. Holds their secret, and can start the checks and nothing else. */
export interface PushEnvironment {
  readonly config: string;
  /** Name of the secret that forges sign with. */
  readonly webhookSecret: string;
  /** ARN of the state machine that runs the checks. */
  readonly stateMachine: string;
}

export function readPushEnvironment(variables: Variables = process.env): PushEnvironment {
  return {
    config: need(variables, 'PLUMBLINE_CONFIG'),
    webhookSecret: need(variables, 'PLUMBLINE_WEBHOOK_SECRET'),
    stateMachine: need(variables, 'PLUMBLINE_STATE_MACHINE'),
  };
}

/** `watch`: asks after checks that do not come. Reads the configuration, the fleet and states. */
export interface WatchEnvironment extends CommonEnvironment {
  readonly config: string;
  readonly workBucket: string;
  readonly stateTable: string;
}

export function readWatchEnvironment(variables: Variables = process.env): WatchEnvironment {
  return {
    ...readCommon(variables),
    config: need(variables, 'PLUMBLINE_CONFIG'),
    workBucket: need(variables, 'PLUMBLINE_WORK_BUCKET'),
    stateTable: need(variables, 'PLUMBLINE_STATE_TABLE'),
  };
}

/** `incidents`: lists what is open, and takes down what people say of it. Reaches the table alone. */
export interface IncidentsEnvironment {
  readonly stateTable: string;
}

export function readIncidentsEnvironment(variables: Variables = process.env): IncidentsEnvironment {
  return { stateTable: need(variables, 'PLUMBLINE_STATE_TABLE') };
}

function readCommon(variables: Variables): CommonEnvironment {
  return { installation: variables['PLUMBLINE_INSTALLATION'] || 'plumbline' };
}

function need(variables: Variables, name: string): string {
  const value = variables[name];
  if (value === undefined || value === '') throw new Error(`${name} is not set; the stack that makes this function sets it`);
  return value;
}
