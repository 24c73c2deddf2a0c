import Analytics

/// The page of a ``Tearsheet``: one column that fits a phone, no script, nothing from elsewhere.
struct TearsheetPage {
    private let sheet: Tearsheet
    private var language: TearsheetLanguage { sheet.language }

    init(_ sheet: Tearsheet) {
        self.sheet = sheet
    }

    var html: String {
        let title = Self.escaped(sheet.title)
        let (first, last) = (sheet.periods.first.map(Self.escaped), sheet.periods.last.map(Self.escaped))
        return """
            <!DOCTYPE html>
            <html lang="\(language.rawValue)">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(title)</title>
            <style>\(Self.style)</style>
            </head>
            <body>
            <h1>\(title)</h1>
            <p>\(language.periods(sheet.periods.count, from: first, to: last))</p>
            \(Self.picture("equity.png", language.equityAlt))
            \(Self.picture("drawdown.png", language.drawdownAlt))
            \(monthly)
            \(Self.picture("distribution.png", language.distributionAlt))
            <h2>\(language.measures)</h2>
            <table class="measures">
            \(sheet.measures.named.map { Self.row($0.name, number($0.value)) }.joined(separator: "\n"))
            </table>
            </body>
            </html>

            """
    }

    private var monthly: String {
        guard let monthly = MonthlyReturns(sheet.curve, periods: sheet.periods) else { return "" }
        let head = (1...12).map { "<th>\($0)</th>" }.joined()
        let rows = monthly.years.map { year in
            let cells = (1...12).map { month in
                guard let value = monthly.value(year, month) else { return "<td></td>" }
                let kind = value < 0 ? "loss" : "gain"
                return "<td class=\"\(kind)\">\(decimalText(value * 100, decimals: 1))</td>"
            }
            return "<tr><th>\(year)</th>\(cells.joined())</tr>"
        }
        return """
            <h2>\(language.monthly)</h2>
            <div class="wide"><table class="months">
            <tr><th></th>\(head)</tr>
            \(rows.joined(separator: "\n"))
            </table></div>
            """
    }

    private static let style = """
        body { font: 16px/1.45 system-ui, sans-serif; color: #1f2933; max-width: 760px; margin: 0 auto; padding: 12px }
        h1 { font-size: 1.35rem; overflow-wrap: anywhere } h2 { font-size: 1.1rem }
        img { width: 100%; height: auto; margin: 8px 0 }
        .wide { overflow-x: auto }
        table { border-collapse: collapse; width: 100% }
        td, th { padding: 4px 6px; border-bottom: 1px solid #e4e7eb; text-align: right; font-variant-numeric: tabular-nums }
        .measures td:first-child, th:first-child { text-align: left }
        .months td, .months th { font-size: 0.85rem; padding: 4px 3px }
        .gain { color: #2f855a } .loss { color: #c53030 }
        """

    private static func picture(_ file: String, _ text: String) -> String {
        "<img src=\"\(file)\" width=\"\(ChartFrame.width)\" height=\"\(ChartFrame.height)\" alt=\"\(text)\">"
    }

    private static func row(_ name: String, _ value: String) -> String {
        "<tr><td>\(name)</td><td>\(value)</td></tr>"
    }

    /// Six digits are enough to read; `metrics.json` has all of them.
    private func number(_ value: Double?) -> String {
        guard let value else { return language.undefined }
        if value == value.rounded() { return decimalText(value, decimals: 0) }
        return decimalText(value, decimals: abs(value) >= 1_000 ? 2 : abs(value) >= 1 ? 4 : 6)
    }

    private static func escaped(_ text: String) -> String {
        text.reduce(into: "") { result, character in
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            default: result.append(character)
            }
        }
    }
}
