// Command zero-values prints, as JSON, the fields of Kubernetes' built-in types whose zero value the API server drops: plain (no pointer)
// booleans and numbers with `omitempty`. Git saying `hostNetwork: false` and the server saying nothing are then the same; for a pointer field
// (`allowPrivilegeEscalation: false`) they are not. Read from the types' source, so that no list is typed by hand:
//
//	go run ./test/defaults/zero-values "$(go env GOMODCACHE)" 0.36.3 > functions/core/schema/zero-values.json
package main

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"sort"
	"strings"
)

// Packages by the module and directory that hold them, and the prefix of their names in the OpenAPI document.
var roots = []struct{ module, dir, prefix string }{
	{"k8s.io/api", ".", "io.k8s.api."},
	{"k8s.io/apimachinery", "pkg/apis/meta", "io.k8s.apimachinery.pkg.apis.meta."},
	{"k8s.io/apiextensions-apiserver", "pkg/apis/apiextensions", "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions."},
	{"k8s.io/kube-aggregator", "pkg/apis/apiregistration", "io.k8s.kube-aggregator.pkg.apis.apiregistration."},
}

var plain = map[string]bool{"bool": true, "int": true, "int8": true, "int32": true, "int64": true, "uint32": true, "uint64": true, "float64": true}

func main() {
	if len(os.Args) != 3 {
		os.Stderr.WriteString("usage: zero-values GOMODCACHE VERSION\n")
		os.Exit(2)
	}
	found := map[string][]string{}
	for _, root := range roots {
		base := filepath.Join(os.Args[1], root.module+"@v"+os.Args[2], root.dir)
		err := filepath.Walk(base, func(path string, info os.FileInfo, err error) error {
			if err != nil || !info.IsDir() {
				return err
			}
			relative, _ := filepath.Rel(base, path)
			readPackage(path, root.prefix+strings.ReplaceAll(relative, string(filepath.Separator), ".")+".", found)
			return nil
		})
		if err != nil {
			panic(err)
		}
	}
	for name := range found {
		sort.Strings(found[name])
	}
	out, _ := json.MarshalIndent(found, "", "  ")
	os.Stdout.Write(append(out, '\n'))
}

func readPackage(dir, prefix string, found map[string][]string) {
	packages, err := parser.ParseDir(token.NewFileSet(), dir, func(f os.FileInfo) bool { return !strings.HasSuffix(f.Name(), "_test.go") }, 0)
	if err != nil {
		panic(err)
	}
	structs := map[string]*ast.StructType{}
	named := map[string]string{}
	for _, pkg := range packages {
		ast.Inspect(pkg, func(n ast.Node) bool {
			if spec, ok := n.(*ast.TypeSpec); ok {
				switch t := spec.Type.(type) {
				case *ast.StructType:
					structs[spec.Name.Name] = t
				case *ast.Ident:
					named[spec.Name.Name] = t.Name
				}
			}
			return true
		})
	}
	for name := range structs {
		if fields := droppedFields(name, structs, named); len(fields) > 0 {
			found[prefix+name] = fields
		}
	}
}

// droppedFields lists the fields of a struct, those of structs inlined into it included.
func droppedFields(name string, structs map[string]*ast.StructType, named map[string]string) []string {
	var fields []string
	definition, ok := structs[name]
	if !ok {
		return nil
	}
	for _, field := range definition.Fields.List {
		if field.Tag == nil {
			continue
		}
		tag := strings.Split(reflect.StructTag(strings.Trim(field.Tag.Value, "`")).Get("json"), ",")
		ident, ok := field.Type.(*ast.Ident)
		if !ok {
			continue
		}
		if tag[0] == "" {
			fields = append(fields, droppedFields(ident.Name, structs, named)...)
			continue
		}
		kind := ident.Name
		if alias, ok := named[kind]; ok {
			kind = alias
		}
		if plain[kind] && len(tag) > 1 && tag[1] == "omitempty" {
			fields = append(fields, tag[0])
		}
	}
	return fields
}
