// readtraces reads an ExportTraceServiceRequest of OTLP/JSON from standard input as an OpenTelemetry collector reads it,
// hands it on as Protobuf, and prints what Jaeger makes of it.
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"

	"github.com/jaegertracing/jaeger-idl/model/v1"
	"github.com/open-telemetry/opentelemetry-collector-contrib/pkg/translator/jaeger"
	"go.opentelemetry.io/collector/pdata/ptrace"
)

type span struct {
	Trace    string            `json:"trace"`
	ID       string            `json:"id"`
	Parent   string            `json:"parent,omitempty"`
	Name     string            `json:"name"`
	Service  string            `json:"service"`
	Process  map[string]string `json:"process"`
	Tags     map[string]string `json:"tags"`
	Logs     []string          `json:"logs,omitempty"`
	Start    int64             `json:"startMicroseconds"`
	Duration int64             `json:"durationMicroseconds"`
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	text, err := io.ReadAll(os.Stdin)
	if err != nil {
		return err
	}
	read, err := (&ptrace.JSONUnmarshaler{}).UnmarshalTraces(text)
	if err != nil {
		return fmt.Errorf("the collector does not read it: %w", err)
	}
	wire, err := (&ptrace.ProtoMarshaler{}).MarshalTraces(read)
	if err != nil {
		return err
	}
	traces, err := (&ptrace.ProtoUnmarshaler{}).UnmarshalTraces(wire)
	if err != nil {
		return err
	}
	spans := []span{}
	for _, batch := range jaeger.ProtoFromTraces(traces) {
		for _, one := range batch.Spans {
			shown := span{
				Trace: one.TraceID.String(), ID: one.SpanID.String(), Name: one.OperationName,
				Service: batch.Process.ServiceName, Process: tagsOf(batch.Process.Tags), Tags: tagsOf(one.Tags),
				Start: one.StartTime.UnixMicro(), Duration: one.Duration.Microseconds(),
			}
			if parent := one.ParentSpanID(); parent != 0 {
				shown.Parent = parent.String()
			}
			for _, log := range one.Logs {
				shown.Logs = append(shown.Logs, tagsOf(log.Fields)["event"])
			}
			spans = append(spans, shown)
		}
	}
	return json.NewEncoder(os.Stdout).Encode(spans)
}

func tagsOf(of []model.KeyValue) map[string]string {
	tags := map[string]string{}
	for _, tag := range of {
		tags[tag.Key] = tag.AsString()
	}
	return tags
}
