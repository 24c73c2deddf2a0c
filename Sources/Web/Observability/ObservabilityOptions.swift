package import Platform

/// Where the processes show their metrics and their health.
package struct ObservabilityOptions: ConfigurationSection {
    /// Numeric address; default this machine only.
    package var host = "127.0.0.1"
    /// Where the usual one is taken, as by another Mayak on the machine, nothing is shown; nor on 0.
    package var schedulerPort = usualSchedulerPort
    /// 0: not shown.
    package var botPort: UInt16 = 0

    package static let usualSchedulerPort: UInt16 = 9_101

    package init() {}

    package mutating func read(from reader: inout ConfigurationReader) {
        host = reader.text(
            "metrics.host",
            "MAYAK_METRICS_HOST",
            default: host,
            "Address on which `/metrics` and `/healthz` are served"
        )
        schedulerPort = Self.port(
            schedulerPort,
            "scheduler",
            "Port for the gap scan, the VWAP levels and the metrics of the scheduler; 0 shows none",
            from: &reader
        )
        botPort = Self.port(botPort, "bot", "Port for the metrics of the bot; 0 shows none", from: &reader)
    }

    private static func port(
        _ usual: UInt16,
        _ process: String,
        _ summary: String,
        from reader: inout ConfigurationReader
    ) -> UInt16 {
        UInt16(
            reader.integer(
                "metrics.\(process)_port",
                "MAYAK_METRICS_\(process.uppercased())_PORT",
                default: Int(usual),
                in: 0...65_535,
                summary
            )
        )
    }
}
