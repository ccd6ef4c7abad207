import recommended from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };

/**
 * How CDK builds what it builds: as its authors recommend today, but that a stack cannot be deleted while another reads from it. They stand here
 * because only the CLI reads the context of `cdk.json`.
 */
export const FEATURE_FLAGS: Readonly<Record<string, unknown>> = { ...recommended, '@aws-cdk/core:defaultCrossStackReferences': 'strong' };
