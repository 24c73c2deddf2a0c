package import Platform

/// Where the processes show their metrics and their health.
package struct ObservabilityOptions: ConfigurationSection {
    /// Numeric address; default this machine only.
    package var host = "127.0.0.1"
    /// 0: not shown.
    package var schedulerPort: UInt16 = 0
    /// 0: not shown.
    package var botPort: UInt16 = 0

    package init() {}

    package mutating func read(from reader: inout ConfigurationReader) {
        host = reader.text(
            "metrics.host",
            "MAYAK_METRICS_HOST",
            default: host,
            "Address on which `/metrics` and `/healthz` are served"
        )
        schedulerPort = Self.port(schedulerPort, "scheduler", from: &reader)
        botPort = Self.port(botPort, "bot", from: &reader)
    }

    private static func port(_ usual: UInt16, _ process: String, from reader: inout ConfigurationReader) -> UInt16 {
        UInt16(
            reader.integer(
                "metrics.\(process)_port",
                "MAYAK_METRICS_\(process.uppercased())_PORT",
                default: Int(usual),
                in: 0...65_535,
                "Port for the metrics of the \(process); 0 shows none"
            )
        )
    }
}
