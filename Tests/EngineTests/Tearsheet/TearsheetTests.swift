import Analytics
import Engine
import Platform
import TestKit
import Testing

@Suite("Tearsheet")
struct TearsheetTests {
    @Test("pnl and equity columns give one curve; broken rows are named")
    func table() throws {
        let results = try Self.table("period,pnl\n2026-01-05,5\n2026-01-06,-10\n")
        let equity = try Self.table("equity;note;period\n105;\"a;b\";2026-01-05\n95;;2026-01-06\n")
        #expect(results.curve.equity == [105, 95] && equity.curve.pnl == [5, -10])
        #expect(results.periods == ["2026-01-05", "2026-01-06"])
        let column = #expect(throws: CSVError.self) { try Self.table("period,result\n1,2\n") }
        #expect(column?.detail == "e.csv:1: has neither a column 'pnl' nor 'equity', only: period, result")
        let value = #expect(throws: CSVError.self) { try Self.table("period,pnl\n1,2\n2,\n") }
        #expect(value?.detail == "e.csv:3: pnl: '' is not a number")
    }

    @Test("measures that are not defined are null in the file")
    func json() throws {
        let curve = EquityCurve(capital: 100, pnl: [1, 2])
        let json = PortfolioMeasures(curve, periodsPerYear: 252).json
        #expect(json["n"] == .double(2) && json["profit_factor"] == .null && json["net"]?.double == 3)
        #expect(!json.text.contains("inf") && !json.text.contains("nan"))
    }

    @Test("the page and its pictures are written, also of no periods and of equal ones", arguments: [0, 1, 3, 5_000])
    func files(_ count: Int) throws {
        let folder = try TemporaryFolder()
        let pnl = (0..<count).map { (index: Int) -> Double in Double(index % 7 - 3) }
        let curve = EquityCurve(capital: 1_000, pnl: pnl)
        let sheet = Tearsheet(
            title: "<Запуск & 1>",
            curve: curve,
            periods: (0..<count).map { "period \($0)" },
            measures: PortfolioMeasures(curve, periodsPerYear: 252)
        )
        let path = "\(folder.path)/reports/today"
        try sheet.write(to: path)
        for file in Tearsheet.files {
            let bytes = try FileBytes.read("\(path)/\(file)", limit: 10_000_000)
            if file.hasSuffix(".png") { #expect(bytes.prefix(4) == [0x89, 0x50, 0x4E, 0x47], "\(file)") }
        }
        let page = try FileBytes.readText("\(path)/tearsheet.html", limit: 1_000_000)
        #expect(page.contains("<h1>&lt;Запуск &amp; 1&gt;</h1>"))
        #expect(page.contains("width=device-width"))
        #expect(!page.contains("Returns by month"))
    }

    @Test("in Russian the page and what is not defined are Russian")
    func russian() throws {
        let folder = try TemporaryFolder()
        let curve = EquityCurve(capital: 100, equity: [105, 110])
        let sheet = Tearsheet(
            title: "t",
            curve: curve,
            periods: ["2025-12-30", "2025-12-31"],
            measures: PortfolioMeasures(curve, periodsPerYear: 252),
            language: .russian
        )
        try sheet.write(to: folder.path)
        let page = try FileBytes.readText("\(folder.path)/tearsheet.html", limit: 1_000_000)
        for text in [
            "lang=\"ru\"", "Периодов: 2, с 2025-12-30 по 2025-12-31", "Доходность по месяцам", "<td>не определено</td>",
        ] {
            #expect(page.contains(text), "\(text)")
        }
        #expect(!page.contains("not defined") && !page.contains("Measures"))
    }

    @Test("the heat map of a sweep is a picture, with gaps where a run has no ratio")
    func heatMap() throws {
        let sweep = try #require(BacktestSweep("enter=0.1,0.99"))
        let lines = (0..<200).map { BacktestRig.book($0 * BacktestRig.second, 100 + Double($0 % 3), 9 - $0 % 5, 2) }
        let runs = try sweep.values.map { value in
            let strategy = "strategy: {name: imbalance_threshold, enter: \(value)}"
            let plan = try BacktestRig.plan("\(strategy)\ninstruments: {SBER: {lot: 1, price_step: 0.01}}")
            let result = try BacktestRig.play(plan, lines)
            return BacktestSweep.Run(value: value, result: result, measures: MeasuredPeriods().measures(of: result))
        }
        let picture = try SweepPicture(sweep, runs).png()
        #expect(picture.prefix(4) == [0x89, 0x50, 0x4E, 0x47])
        #expect(try SweepPicture(sweep, []).png().prefix(4) == [0x89, 0x50, 0x4E, 0x47])
    }

    @Test("dates give a table of months, each return on the equity before the month")
    func months() throws {
        let folder = try TemporaryFolder()
        let curve = EquityCurve(capital: 100, equity: [105, 110, 99, 99])
        let sheet = Tearsheet(
            title: "months",
            curve: curve,
            periods: ["2025-12-30", "2025-12-31", "2026-01-05 10:00:00", "2026-03-02"],
            measures: PortfolioMeasures(curve, periodsPerYear: 252)
        )
        try sheet.write(to: folder.path)
        let page = try FileBytes.readText("\(folder.path)/tearsheet.html", limit: 1_000_000)
        let december = String(repeating: "<td></td>", count: 11) + "<td class=\"gain\">10.0</td>"
        #expect(page.contains("<tr><th>2025</th>\(december)</tr>"))
        let january = "<td class=\"loss\">−10.0</td><td></td><td class=\"gain\">0.0</td>"
        #expect(page.contains("<tr><th>2026</th>\(january)"))
    }

    private static func table(_ text: String) throws -> EquityTable {
        try EquityTable(Array(text.utf8), named: "e.csv", capital: 100)
    }
}
