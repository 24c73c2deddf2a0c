package import Market

/// A data set of the embedded exchange: the watched endpoints and Mega Alerts (docs/reference/algopack.md, Data sets).
package enum Dataset: String, CaseIterable, Sendable {
    case tradestats, orderstats, obstats, hi2, futoi, alerts

    package init(_ endpoint: Endpoint) {
        switch endpoint {
        case .tradestats: self = .tradestats
        case .orderstats: self = .orderstats
        case .obstats: self = .obstats
        case .hi2: self = .hi2
        case .futoi: self = .futoi
        }
    }

    /// Nil for Mega Alerts, which nobody watches.
    package var endpoint: Endpoint? { Endpoint(rawValue) }

    /// Column name of the publication time.
    var systimeColumn: String { self == .futoi ? "systime" : "SYSTIME" }
}
