/**
 * Builds a real Kubernetes control plane for tests: etcd, kube-apiserver, kube-controller-manager and kubectl, from Go modules alone.
 *
 *     node test/e2e/control-plane/build.ts [--version 1.34]
 *
 * Needs Go 1.24 or later (1.26 for Kubernetes 1.36) and about four minutes on two cores; a second run finds the result of the first in
 * `$PLUMBLINE_CACHE` or `~/.cache/plumbline-test`. With KUBEBUILDER_ASSETS pointing at programs of that version, nothing is built.
 */
import { parseArgs } from 'node:util';
import { buildControlPlane } from './build-control-plane.ts';
import { findControlPlane } from './find-control-plane.ts';
import { defaultMinor, kubernetesVersions, parseMinor } from './versions.ts';

const { values } = parseArgs({ options: { version: { type: 'string', default: defaultMinor } } });
const minor = parseMinor(values.version);
const search = await findControlPlane(minor);
if (search.found === 'absent') throw new Error(search.reason);
if (search.found === 'buildable') console.error(`building Kubernetes ${kubernetesVersions[minor]}; this takes some minutes`);
const binaries = search.found === 'assets' ? search.binaries : await buildControlPlane(minor);
console.log(JSON.stringify(binaries, null, 2));
