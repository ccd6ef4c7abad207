/** What reading credentials may use of the machine: a terminal to ask at, and the environment that plugins inherit. */
export interface CredentialSettings {
  /** A person sits at the terminal: exec plugins may ask. */
  readonly interactive: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
}
