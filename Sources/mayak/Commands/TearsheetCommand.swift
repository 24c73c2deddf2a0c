import Analytics
import Engine
import Platform

/// `mayak tearsheet`: a file of results per period in, measures and a page with pictures out.
enum TearsheetCommand: Command {
    static let spec = CommandSpec(
        "tearsheet",
        summary: "Work out the measures of an equity curve and draw its report",
        details: """
            The curve is CSV with the columns period and pnl, or period and equity, oldest first. Writes metrics.json and
            tearsheet.html with its pictures. A measure that is not defined is null. docs/analytics.md has each definition.

            mayak tearsheet --equity days.csv --capital 1000000 --periods-per-year 252 --output report

            Exit 65: the curve cannot be read; the message names file, line and column.
            """,
        options: [
            .value("equity", "FILE", "The curve"),
            .value("capital", "MONEY", "What the account was worth before the first period"),
            .value("periods-per-year", "N", "How many periods a year of trading has", default: "252"),
            .value("output", "DIR", "Where to write; the folder is made where it is missing"),
            .value("title", "TEXT", "The page's heading; the file's name where it is not given"),
            languageOption,
            .value("trials", "N", "Of how many variants this is the best, for deflated_sharpe", default: "1"),
        ]
    )

    static func run(_ arguments: Arguments) async throws {
        let input = try arguments.required("equity")
        let output = try arguments.required("output")
        _ = try arguments.required("capital")
        let capital = try positive("capital", arguments)
        let periodsPerYear = try positive("periods-per-year", arguments)
        let trials = try arguments.integer("trials", in: 1...1_000_000_000) ?? 1
        let table: EquityTable
        do {
            table = try EquityTable(try FileBytes.read(input, limit: InputFile.limit), named: input, capital: capital)
        } catch {
            throw CommandFailure(.data, "mayak tearsheet: \(error)")
        }
        let sheet = Tearsheet(
            title: arguments.string("title") ?? input,
            curve: table.curve,
            periods: table.periods,
            measures: PortfolioMeasures(table.curve, periodsPerYear: periodsPerYear, trials: trials),
            language: try language(arguments)
        )
        try sheet.write(to: output)
        print("\(output): \(table.periods.count) periods; \(Tearsheet.files.joined(separator: ", "))")
    }

    static let languageOption = OptionSpec.value(
        "lang",
        "ru|en",
        "Language of the page and its pictures",
        default: "en"
    )

    static func language(_ arguments: Arguments) throws -> TearsheetLanguage {
        let text = arguments.string("lang") ?? TearsheetLanguage.english.rawValue
        guard let language = TearsheetLanguage(rawValue: text) else {
            throw arguments.invalid("lang", text, expecting: "ru or en")
        }
        return language
    }

    private static func positive(_ name: String, _ arguments: Arguments) throws -> Double {
        let text = arguments.string(name) ?? ""
        guard let number = Double(text), number.isFinite, number > 0 else {
            throw arguments.invalid(name, text, expecting: "a number above 0")
        }
        return number
    }
}
