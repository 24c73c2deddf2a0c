package import Analytics
import FoundationEssentials
import Platform

/// The report of an equity curve: its measures, and a page with pictures that a phone can show.
package struct Tearsheet: Sendable {
    package let title: String
    package let curve: EquityCurve
    /// The name of each period; those that begin with a date give the monthly table.
    package let periods: [String]
    package let measures: PortfolioMeasures
    package let language: TearsheetLanguage

    package init(
        title: String,
        curve: EquityCurve,
        periods: [String],
        measures: PortfolioMeasures,
        language: TearsheetLanguage = .english
    ) {
        precondition(curve.equity.count == periods.count, "every period has a name")
        self.title = title
        self.curve = curve
        self.periods = periods
        self.measures = measures
        self.language = language
    }

    /// The names of the files that ``write(to:)`` makes.
    package static let files = ["metrics.json", "tearsheet.html", "equity.png", "drawdown.png", "distribution.png"]

    /// Writes the measures, the page and its pictures into a folder, which is made where it is missing.
    ///
    /// - Throws: what keeps a file from being written; ``DrawingError`` where no picture can be drawn.
    package func write(to folder: String) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try FileBytes.replace("\(folder)/metrics.json", Array((measures.json.text + "\n").utf8))
        for (name, picture) in try pictures() { try FileBytes.replace("\(folder)/\(name)", picture) }
        try FileBytes.replace("\(folder)/tearsheet.html", Array(TearsheetPage(self).html.utf8))
    }

    /// The pictures by their file names.
    private func pictures() throws -> [(String, [UInt8])] {
        let equity = [curve.capital] + curve.equity
        let drawdowns = [0] + curve.drawdowns.map { -$0 }
        return [
            ("equity.png", try CurvePicture(equity, caption: language.equity, style: .line, periods).png()),
            ("drawdown.png", try CurvePicture(drawdowns, caption: language.drawdown, style: .filled, periods).png()),
            ("distribution.png", try DistributionPicture(curve.pnl, caption: language.distribution).png()),
        ]
    }
}
