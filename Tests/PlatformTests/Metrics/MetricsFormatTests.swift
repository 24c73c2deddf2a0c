import Platform
import Testing

@Suite("Formats of metrics")
struct MetricsFormatTests {
    @Test(
        "what is preferred is what comes",
        arguments: [
            (nil, MetricsFormat.text), ("", .text), ("*/*", .text), ("text/plain;version=0.0.4", .text),
            ("application/openmetrics-text", .openMetrics),
            // Prometheus 2.
            (
                "application/openmetrics-text;version=1.0.0;q=0.5,application/openmetrics-text;version=0.0.1;q=0.4,"
                    + "text/plain;version=0.0.4;q=0.3,*/*;q=0.2",
                .openMetrics
            ),
            ("text/plain, application/openmetrics-text; q=0.9", .text), ("application/openmetrics-text;q=0", .text),
            ("APPLICATION/OpenMetrics-Text ; Q=0.2, text/plain;q=0.1", .openMetrics), (",,;;q=,", .text),
        ] as [(String?, MetricsFormat)]
    )
    func negotiated(header: String?, format: MetricsFormat) {
        #expect(MetricsFormat(accepting: header) == format)
    }

    @Test("OpenMetrics names a counter's family without its ending, escapes quotes in helps, and ends with a last line")
    func openMetrics() {
        let registry = MetricsRegistry()
        let counter = registry.counter("job", .runs, help: #"Ends of "runs"."#)
        counter.add()
        registry.gauge("job_next_run", .seconds, help: "When.", named: "job").set([(name: "a\"b", value: 1.5)])
        #expect(
            registry.text(in: .openMetrics) == #"""
                # HELP job_next_run_seconds When.
                # TYPE job_next_run_seconds gauge
                job_next_run_seconds{job="a\"b"} 1.5
                # HELP job_runs Ends of \"runs\".
                # TYPE job_runs counter
                job_runs_total 1
                # EOF

                """#
        )
        #expect(registry.text.contains("# TYPE job_runs_total counter\n") && !registry.text.contains("EOF"))
    }
}
