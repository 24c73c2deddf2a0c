package import Analytics
package import Platform

extension PortfolioMeasures {
    /// The members of `metrics.json`; null where a measure is not defined.
    package var json: JSON {
        .object(named.map { JSON.Member($0.name, $0.value.map { .double($0) } ?? .null) })
    }
}
