import { DELIVERY_TOOLS } from '../core/discover/tool-object.ts';
import { RENDERERS } from '../core/render/renderers.ts';
import { buildOutputOption } from './choose-outputs.ts';
import type { Option } from './command.ts';

/** Which cluster to read, and as whom. */
export const CLUSTER_OPTIONS: readonly Option[] = [
  {
    name: 'kubeconfig',
    value: 'FILE',
    help: 'Kubeconfig to use. Default: $KUBECONFIG, ~/.kube/config, or the ServiceAccount where it runs in a pod.',
  },
  { name: 'context', value: 'NAME', help: 'Context of the kubeconfig. Default: its current one.' },
];

/** How what git declares is rendered. */
const RENDER_OPTIONS: readonly Option[] = [
  {
    name: 'render',
    value: 'HOW',
    choices: ['plain', 'kustomize', 'helm'],
    help: 'How the folder is rendered: plain, kustomize or helm. Default: by what lies there.',
  },
  {
    name: 'helm-values',
    value: 'FILE',
    repeatable: true,
    help: 'Values file of a chart, from its folder, or with a leading / from the root of the repository. The last one counts.',
  },
  { name: 'helm-set', value: 'NAME=VALUE', repeatable: true, help: 'One value of a chart, over those of files; as helm --set takes it.' },
  {
    name: 'helm-release',
    value: 'NAME',
    help: "Name of the release. Default: the chart's own name. Its namespace is --namespace-default.",
  },
];

/** What git declares. */
export const SOURCE_OPTIONS: readonly Option[] = [
  {
    name: 'source',
    short: 's',
    value: 'PATH|URL',
    repeatable: true,
    help: 'Git repository: a local path or an https URL. Several together declare the cluster. A token comes from $PLUMBLINE_GIT_TOKEN, never from here.',
  },
  {
    name: 'from',
    value: 'TOOL',
    choices: DELIVERY_TOOLS,
    repeatable: true,
    help: `Check what this tool is told to deliver: ${DELIVERY_TOOLS.join(', ')}. With --source by the objects in it, else by those in the cluster.`,
  },
  {
    name: 'destination',
    value: 'NAME',
    repeatable: true,
    help: 'Name or server by which that tool knows the cluster. Default: it runs in it.',
  },
  { name: 'revision', short: 'r', value: 'NAME', help: 'Branch, tag or commit. Default: HEAD.' },
  { name: 'path', short: 'p', value: 'DIR', help: 'Folder of the repository that holds the manifests. Default: all of it.' },
  { name: 'namespace-default', value: 'NAME', help: 'Namespace of objects that name none. Default: default.' },
  ...RENDER_OPTIONS,
  { name: 'worktree', help: 'Compare the uncommitted files of a local path instead of what is committed.' },
];

/** How the check is run. */
export const RUN_OPTIONS: readonly Option[] = [
  {
    name: 'config',
    short: 'c',
    value: 'FILE',
    help: 'Configuration with ignore rules. Default: plumbline.yaml in this folder, where there is one.',
  },
  {
    name: 'environment',
    value: 'NAME',
    help: 'What to call the environment of the cluster, like prod: severities of the configuration may select by it.',
  },
  { name: 'no-unmanaged', help: 'Do not look for objects that no repository declares.' },
  {
    name: 'timeout',
    value: 'TIME',
    help: 'Give up reading after this time, like 90s or 5m; what is not read by then is unchecked. Default: 10m.',
  },
];

/** Whether Pods are read. */
export const IMAGES_OPTION: Option = {
  name: 'images',
  help: 'List Pods too, and tell which digests run: against what git pins, and where a tag was moved. Needs "plumbline rbac --with-images".',
};

/** Whether the outcome is kept. */
export const STORE_OPTION: Option = {
  name: 'store',
  value: 'DIR',
  optional: true,
  help: 'Keep the report in this folder, where "plumbline report" finds it again, its incidents, for "plumbline incidents", and its history, for "plumbline history". Default: .plumbline.',
};

/** How the outcome is told. */
export const OUTPUT_OPTIONS: readonly Option[] = [
  buildOutputOption(RENDERERS.map(({ name }) => name)),
  { name: 'output-file', value: 'FILE', help: 'Write there what would go to stdout.' },
  { name: 'explain', help: 'Fold nothing, and tell every departure that a rule let go, with its reason.' },
  { name: 'quiet', short: 'q', help: 'No progress on stderr.' },
  { name: 'color', help: 'Colour even where it is no terminal.' },
  { name: 'no-color', help: 'No colour. NO_COLOR and FORCE_COLOR are honoured too.' },
];
