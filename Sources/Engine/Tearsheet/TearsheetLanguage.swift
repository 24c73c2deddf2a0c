/// The language of a tearsheet's texts; names of measures are those of `metrics.json` in any.
package enum TearsheetLanguage: String, Sendable, CaseIterable {
    case english = "en"
    case russian = "ru"

    var equity: String { self == .english ? "Equity" : "Капитал" }
    var drawdown: String { self == .english ? "Below the peak" : "Ниже пика" }
    var distribution: String { self == .english ? "Results of the periods" : "Результаты периодов" }
    var equityAlt: String { self == .english ? "Equity after each period" : "Капитал после каждого периода" }
    var drawdownAlt: String {
        self == .english ? "How far the equity lies below its peak" : "Насколько капитал ниже своего пика"
    }
    var distributionAlt: String {
        self == .english ? "How often results of each size came" : "Как часто встречались результаты каждой величины"
    }
    var monthly: String { self == .english ? "Returns by month, %" : "Доходность по месяцам, %" }
    var measures: String { self == .english ? "Measures" : "Показатели" }
    var undefined: String { self == .english ? "not defined" : "не определено" }

    /// `3 periods, 2026-01-05 to 2026-01-07`.
    func periods(_ count: Int, from first: String?, to last: String?) -> String {
        let span = first.flatMap { first in last.map { (first, $0) } }
        switch self {
        case .english: return "\(count) periods" + (span.map { ", \($0.0) to \($0.1)" } ?? "")
        case .russian: return "Периодов: \(count)" + (span.map { ", с \($0.0) по \($0.1)" } ?? "")
        }
    }
}
