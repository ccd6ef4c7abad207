/** One module as the proxy has it. `sum` is the digest of its zip, as go.sum writes it: Go checks nothing else for a module that is built in itself. */
export interface PinnedModule {
  readonly path: string;
  readonly version: string;
  readonly sum: string;
}

/** How one program is built. */
export interface DeliveryTool {
  readonly module: PinnedModule;
  /** The package of the program, in its module. */
  readonly command: string;
  /** Modules that lie in a folder of the release and are not part of its zip, by that folder. */
  readonly nested?: Readonly<Record<string, PinnedModule>>;
  /** Files that are made when a release is built, and that a compiler needs. */
  readonly files?: Readonly<Record<string, string>>;
  /** Variables of packages that a build for a release sets. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Our own package, put beside those of the module. */
  readonly own?: string;
}

/**
 * The programs that delivery tools render with, in the versions whose rendering is compared with ours. Each is built in its own module, with the
 * versions of everything that its release has. Kustomize is the one that kubectl has in it; Helm is that of the kubectl layer.
 */
export const deliveryTools = {
  flux: {
    module: { path: 'github.com/fluxcd/flux2/v2', version: 'v2.9.5', sum: 'h1:jwCccxvkD+2QnsjN+pl5QqM8KnFUwA8pIoQ1Lf0avkA=' },
    command: './cmd/flux',
    // What `flux install` installs, which nothing here does.
    files: { 'cmd/flux/manifests/none.yaml': '' },
  },
  'argo-cd-manifests': {
    module: { path: 'github.com/argoproj/argo-cd/v3', version: 'v3.5.3', sum: 'h1:klbUb5LOK+oJSBkR0OYGlLkG9IpsPVtSR2idOdaQb2I=' },
    command: './cmd/argo-cd-manifests',
    nested: {
      'gitops-engine': {
        path: 'github.com/argoproj/argo-cd/gitops-engine',
        // The commit of v3.5.3.
        version: 'v0.0.0-20260914071520-c9c369efcc5b',
        sum: 'h1:0tKOg3Fxd5cqVemntg63MqCjk7wqVV32vbVGWOGyhR8=',
      },
    },
    own: 'argo-cd-manifests',
  },
  kustomize: {
    module: { path: 'sigs.k8s.io/kustomize/kustomize/v5', version: 'v5.8.1', sum: 'h1:Pgsg5psubpVEy7Nf6S89PARg5VmmWUC1l9dC6Dl4PG0=' },
    command: '.',
    // Its builds for a release say which it is, and so do objects that it labels.
    variables: { 'sigs.k8s.io/kustomize/api/provenance.version': 'v5.8.1' },
  },
} as const satisfies Readonly<Record<string, DeliveryTool>>;

export type DeliveryToolName = keyof typeof deliveryTools;
