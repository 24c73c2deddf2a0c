/// How metrics are written for whoever asks.
package enum MetricsFormat: Hashable, Sendable {
    /// Prometheus' text format, version 0.0.4.
    case text
    /// OpenMetrics 1.0: a counter's family is named without `_total`, and the last line says that it is the last.
    case openMetrics

    /// What an `Accept` header prefers (RFC 9110, 12.5.1); text where it says nothing of either.
    package init(accepting header: String?) {
        func quality(of wanted: String) -> Double {
            let ranges = (header ?? "").split(separator: ",").map { $0.split(separator: ";") }
            let qualities = ranges.compactMap { range -> Double? in
                let words = range.map { $0.filter { $0 != " " && $0 != "\t" }.lowercased() }
                guard words.first == wanted else { return nil }
                let given = words.dropFirst().first { $0.hasPrefix("q=") }
                return given.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
            }
            return qualities.max() ?? 0
        }
        let openMetrics = quality(of: "application/openmetrics-text")
        self = openMetrics > 0 && openMetrics >= quality(of: "text/plain") ? .openMetrics : .text
    }

    /// The content type of the answer.
    package var contentType: String {
        switch self {
        case .text: "text/plain; version=0.0.4; charset=utf-8"
        case .openMetrics: "application/openmetrics-text; version=1.0.0; charset=utf-8"
        }
    }
}
