// Prints what Argo CD makes of an Application, as its repo-server does: GenerateManifests, the function that serves the controller, for each
// source. It is compiled inside Argo CD's own module, so that nothing is copied from it. The checkouts are changed: Argo CD edits them too.
//
//	argo-cd-manifests application.json https://git.example.com/org/shop.git=/path/to/checkout ...
//
// With a chart of a Helm repository, the checkout is the unpacked chart, under <repoURL>#<chart>. Prints one JSON object a line.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"k8s.io/apimachinery/pkg/api/resource"

	"github.com/argoproj/argo-cd/v3/pkg/apis/application/v1alpha1"
	"github.com/argoproj/argo-cd/v3/reposerver/apiclient"
	"github.com/argoproj/argo-cd/v3/reposerver/repository"
	"github.com/argoproj/argo-cd/v3/util/git"
	utilio "github.com/argoproj/argo-cd/v3/util/io"
)

func main() {
	if err := print(os.Args[1], os.Args[2:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func print(file string, mappings []string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var app v1alpha1.Application
	if err := json.Unmarshal(text, &app); err != nil {
		return err
	}
	checkouts := map[string]string{}
	paths := utilio.NewRandomizedTempPaths(os.TempDir())
	for _, mapping := range mappings {
		at := strings.LastIndex(mapping, "=")
		checkouts[mapping[:at]] = mapping[at+1:]
		paths.Add(git.NormalizeGitURL(mapping[:at]), mapping[at+1:])
	}
	sources := app.Spec.GetSources()
	refs := map[string]*v1alpha1.RefTarget{}
	for _, source := range sources {
		if source.Ref != "" {
			repo := v1alpha1.Repository{Repo: source.RepoURL, Type: "git"}
			refs["$"+source.Ref] = &v1alpha1.RefTarget{Repo: repo, TargetRevision: source.TargetRevision}
		}
	}
	for i := range sources {
		source := sources[i]
		// A source that is there for its values files has manifests only where it names a path (reposerver/repository, GenerateManifest).
		if source.Ref != "" && source.Path == "" && source.Chart == "" {
			continue
		}
		root, known := checkouts[keyOf(source)]
		if !known {
			return fmt.Errorf("no checkout of %s", keyOf(source))
		}
		response, err := repository.GenerateManifests(context.Background(), filepath.Join(root, source.Path), root, "HEAD", &apiclient.ManifestRequest{
			Repo:               &v1alpha1.Repository{Repo: source.RepoURL, Type: "git"},
			Revision:           source.TargetRevision,
			AppName:            app.Name,
			Namespace:          app.Spec.Destination.Namespace,
			ApplicationSource:  &source,
			KustomizeOptions:   &v1alpha1.KustomizeOptions{},
			HelmOptions:        &v1alpha1.HelmOptions{},
			HasMultipleSources: app.Spec.HasMultipleSources(),
			RefSources:         refs,
			ProjectName:        app.Spec.Project,
		}, false, &git.NoopCredsStore{}, resource.MustParse("0"), paths)
		if err != nil {
			return err
		}
		for _, manifest := range response.Manifests {
			fmt.Println(manifest)
		}
	}
	return nil
}

func keyOf(source v1alpha1.ApplicationSource) string {
	if source.Chart != "" {
		return source.RepoURL + "#" + source.Chart
	}
	return source.RepoURL
}
