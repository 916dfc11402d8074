// podtables prints pods as a real cluster does: the table's cells come from the API server's own
// printers, and the user's kubectl asks for them over HTTP and lays them out.
//
// Standard input has JSON objects {"now": RFC 3339, "pods": [Pod…], "args": ["-o", "wide"]}; standard
// output one JSON string for each: what kubectl printed. Every time in the pods is moved so that its
// age is what it was at "now".
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"os/exec"
	"sync"
	"time"

	v1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	"k8s.io/kubernetes/pkg/apis/core"
	_ "k8s.io/kubernetes/pkg/apis/core/install"
	"k8s.io/kubernetes/pkg/printers"
	"k8s.io/kubernetes/pkg/printers/internalversion"
)

type question struct {
	Now  time.Time `json:"now"`
	Pods []v1.Pod  `json:"pods"`
	Args []string  `json:"args"`
}

func main() {
	generator := printers.NewTableGenerator().With(internalversion.AddHandlers)
	var mu sync.Mutex
	var asked question

	mux := http.NewServeMux()
	answer := func(path string, body func() any) {
		mux.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			if err := json.NewEncoder(w).Encode(body()); err != nil {
				log.Print(err)
			}
		})
	}
	answer("/api", func() any {
		return metav1.APIVersions{TypeMeta: metav1.TypeMeta{Kind: "APIVersions", APIVersion: "v1"}, Versions: []string{"v1"}}
	})
	answer("/apis", func() any {
		return metav1.APIGroupList{TypeMeta: metav1.TypeMeta{Kind: "APIGroupList", APIVersion: "v1"}, Groups: []metav1.APIGroup{}}
	})
	answer("/api/v1", func() any {
		return metav1.APIResourceList{
			TypeMeta:     metav1.TypeMeta{Kind: "APIResourceList", APIVersion: "v1"},
			GroupVersion: "v1",
			APIResources: []metav1.APIResource{{Name: "pods", SingularName: "pod", Namespaced: true, Kind: "Pod", Verbs: metav1.Verbs{"get", "list"}}},
		}
	})
	pods := func() any {
		mu.Lock()
		defer mu.Unlock()
		table, err := tableOf(generator, asked)
		if err != nil {
			log.Fatal(err)
		}
		return table
	}
	answer("/api/v1/pods", pods)
	answer("/api/v1/namespaces/default/pods", pods)

	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	server := &http.Server{Handler: mux}
	go func() {
		if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			log.Fatal(err)
		}
	}()
	defer server.Shutdown(context.Background())

	cache, err := os.MkdirTemp("", "podtables")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(cache)

	out := json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	in := json.NewDecoder(os.Stdin)
	for {
		var next question
		if err := in.Decode(&next); err == io.EOF {
			return
		} else if err != nil {
			log.Fatal(err)
		}
		mu.Lock()
		asked = next
		mu.Unlock()
		kubectl := exec.Command("kubectl", append([]string{
			"get", "pods", "--server", "http://" + listener.Addr().String(), "--cache-dir", cache, "--namespace", "default",
		}, next.Args...)...)
		kubectl.Env = append(os.Environ(), "KUBECONFIG="+os.DevNull)
		kubectl.Stderr = os.Stderr
		printed, err := kubectl.Output()
		if err != nil {
			log.Fatal(err)
		}
		if err := out.Encode(string(printed)); err != nil {
			log.Fatal(err)
		}
	}
}

func tableOf(generator printers.TableGenerator, q question) (*metav1.Table, error) {
	shift := time.Since(q.Now)
	list := &core.PodList{}
	for i := range q.Pods {
		pod := q.Pods[i].DeepCopy()
		moveTimes(pod, shift)
		internal := &core.Pod{}
		if err := legacyscheme.Scheme.Convert(pod, internal, nil); err != nil {
			return nil, err
		}
		list.Items = append(list.Items, *internal)
	}
	table, err := generator.GenerateTable(list, printers.GenerateOptions{Wide: true})
	if err != nil {
		return nil, fmt.Errorf("table: %w", err)
	}
	table.TypeMeta = metav1.TypeMeta{Kind: "Table", APIVersion: "meta.k8s.io/v1"}
	for i := range table.Rows {
		// as the API server does for kubectl: the object's metadata goes with the row
		pod := list.Items[i]
		table.Rows[i].Object = runtime.RawExtension{Object: &metav1.PartialObjectMetadata{
			TypeMeta:   metav1.TypeMeta{Kind: "PartialObjectMetadata", APIVersion: "meta.k8s.io/v1"},
			ObjectMeta: metav1.ObjectMeta{Name: pod.Name, Namespace: pod.Namespace},
		}}
	}
	return table, nil
}

func moveTimes(pod *v1.Pod, shift time.Duration) {
	move := func(t *metav1.Time) {
		if !t.IsZero() {
			t.Time = t.Add(shift)
		}
	}
	move(&pod.CreationTimestamp)
	for _, statuses := range [][]v1.ContainerStatus{pod.Status.InitContainerStatuses, pod.Status.ContainerStatuses, pod.Status.EphemeralContainerStatuses} {
		for i := range statuses {
			if ended := statuses[i].LastTerminationState.Terminated; ended != nil {
				move(&ended.FinishedAt)
			}
		}
	}
}
