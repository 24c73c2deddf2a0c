import Platform
import Testing

@Suite("Metrics")
struct MetricsTests {
    enum Outcome: String, MetricLabel {
        case sent, failed
        case odd = "a \"b\"\\\nc"
        static let name = "outcome"
    }

    enum Place: String, MetricLabel {
        case chat, file
        static let name = "place"
    }

    enum Many: String, MetricLabel {
        case one
        static let name = "le"
    }

    @Test("shows counters, gauges and histograms in Prometheus' text format")
    func exposition() {
        let registry = MetricsRegistry()
        let sent = registry.counter("outbox_sent", .messages, help: "Messages, by\noutcome \\.", by: Outcome.self)
        let queue = registry.gauge("outbox_waiting", .messages, help: "Waiting.")
        let both = registry.counter("uploads", .bytes, help: "Bytes.", by: LabelPair<Place, Outcome>.self)
        let delay = registry.histogram("feed_delay", .seconds, bounds: [0.25, 1, 5], help: "Delay.", by: Place.self)
        sent.add(.sent)
        sent.add(.odd, 2)
        queue.set(3)
        queue.add(-0.5)
        both.add(LabelPair(.file, .failed), 7)
        for value in [0.25, 0.26, 5, 100, .nan] { delay.observe(value, .chat) }
        delay.observe(.milliseconds(1_500), .file)
        #expect(
            registry.text == #"""
                # HELP feed_delay_seconds Delay.
                # TYPE feed_delay_seconds histogram
                feed_delay_seconds_bucket{place="chat",le="0.25"} 1
                feed_delay_seconds_bucket{place="chat",le="1"} 2
                feed_delay_seconds_bucket{place="chat",le="5"} 3
                feed_delay_seconds_bucket{place="chat",le="+Inf"} 4
                feed_delay_seconds_sum{place="chat"} 105.51
                feed_delay_seconds_count{place="chat"} 4
                feed_delay_seconds_bucket{place="file",le="0.25"} 0
                feed_delay_seconds_bucket{place="file",le="1"} 0
                feed_delay_seconds_bucket{place="file",le="5"} 1
                feed_delay_seconds_bucket{place="file",le="+Inf"} 1
                feed_delay_seconds_sum{place="file"} 1.5
                feed_delay_seconds_count{place="file"} 1
                # HELP outbox_sent_messages_total Messages, by\noutcome \\.
                # TYPE outbox_sent_messages_total counter
                outbox_sent_messages_total{outcome="sent"} 1
                outbox_sent_messages_total{outcome="failed"} 0
                outbox_sent_messages_total{outcome="a \"b\"\\\nc"} 2
                # HELP outbox_waiting_messages Waiting.
                # TYPE outbox_waiting_messages gauge
                outbox_waiting_messages 2.5
                # HELP uploads_bytes_total Bytes.
                # TYPE uploads_bytes_total counter
                uploads_bytes_total{place="chat",outcome="sent"} 0
                uploads_bytes_total{place="chat",outcome="failed"} 0
                uploads_bytes_total{place="chat",outcome="a \"b\"\\\nc"} 0
                uploads_bytes_total{place="file",outcome="sent"} 0
                uploads_bytes_total{place="file",outcome="failed"} 7
                uploads_bytes_total{place="file",outcome="a \"b\"\\\nc"} 0

                """#
        )
    }

    @Test("loses no count among many tasks")
    func concurrency() async {
        let registry = MetricsRegistry()
        let counter = registry.counter("test", .records, help: "", by: Place.self)
        let gauge = registry.gauge("test", .records, help: "")
        let histogram = registry.histogram("test", .seconds, bounds: [1], help: "")
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    for _ in 0..<10_000 {
                        counter.add(.file)
                        gauge.add(1)
                        histogram.observe(0.5)
                    }
                }
            }
        }
        #expect(counter.value(.file) == 80_000 && counter.value(.chat) == 0)
        #expect(gauge.value(NoLabels()) == 80_000)
        #expect(registry.text.contains("test_seconds_count 80000\n"))
    }

    @Test("refuses names that no Prometheus takes, a name twice, and a label of the format's own")
    func refusals() async {
        await #expect(processExitsWith: .failure) { _ = MetricsRegistry().gauge("Bad-Name", .bytes, help: "") }
        await #expect(processExitsWith: .failure) {
            let registry = MetricsRegistry()
            _ = registry.gauge("same", .bytes, help: "")
            _ = registry.gauge("same", .bytes, help: "")
        }
        await #expect(processExitsWith: .failure) {
            _ = MetricsRegistry().counter("le", .bytes, help: "", by: Many.self)
        }
    }
}
