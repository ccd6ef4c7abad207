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
  /** Our own package, put beside those of the module. */
  readonly own?: string;
}

/**
 * The programs that delivery tools render with, in the versions whose rendering is compared with ours. Each is built in its own module, with the
 * versions of everything that its release has.
 */
export const deliveryTools = {
  flux: {
    module: { path: 'github.com/fluxcd/flux2/v2', version: 'v2.9.5', sum: 'h1:jwCccxvkD+2QnsjN+pl5QqM8KnFUwA8pIoQ1Lf0avkA=' },
    command: './cmd/flux',
    // What `flux install` installs, which nothing here does.
    files: { 'cmd/flux/manifests/none.yaml': '' },
  },
} as const satisfies Readonly<Record<string, DeliveryTool>>;

export type DeliveryToolName = keyof typeof deliveryTools;
