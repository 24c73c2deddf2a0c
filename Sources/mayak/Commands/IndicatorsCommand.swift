import Analytics
import Engine
import Platform

/// `mayak indicators`: a file of bars in, a file of indicators out.
enum IndicatorsCommand: Command {
    static let spec = CommandSpec(
        "indicators",
        summary: "Work out technical indicators from a file of bars",
        details: """
            The bars are CSV with the columns begin, open, high, low, close and volume in any order, oldest first, one instrument.
            The output has begin and a column for each name; a field is empty before the indicator's first value. Values agree with
            TA-Lib. docs/analytics.md has every name and its convention.

            mayak indicators --input bars.csv --output out.csv
            mayak indicators --input bars.csv --output out.csv --columns sma_200,rsi_7,bb_upper_20_2.5,macd_hist_5_35_5

            Exit 65: the bars cannot be read; the message names file, line and column.
            """,
        options: [
            .value("input", "FILE", "The bars"),
            .value("output", "FILE", "Where to write"),
            .value("columns", "NAMES", "Which indicators, with commas between; the standard set where it is not given"),
        ]
    )

    static func run(_ arguments: Arguments) async throws {
        let input = try arguments.required("input")
        let output = try arguments.required("output")
        let names = try names(arguments)
        let table: BarTable
        do {
            table = try BarTable(try FileBytes.read(input, limit: InputFile.limit), named: input)
        } catch {
            throw CommandFailure(.data, "mayak indicators: \(error)")
        }
        let columns = IndicatorSet.columns(names, of: table.bars)
        var text = CSVText()
        text.row(["begin"] + names.map(\.description))
        for row in table.bars.indices {
            text.field(table.begins[row])
            for column in columns { text.number(column[row]) }
            text.endRow()
        }
        try FileBytes.replace(output, text.bytes, keepsPermissions: true)
        print("\(output): \(table.bars.count) bars, \(names.count) indicators")
    }

    private static func names(_ arguments: Arguments) throws -> [IndicatorName] {
        guard let list = arguments.string("columns") else { return IndicatorName.standard }
        return try list.split(separator: ",", omittingEmptySubsequences: false).map { word throws in
            let word = String(word.drop { $0 == " " })
            do throws(IndicatorNameError) {
                return try IndicatorName(word)
            } catch {
                let known = IndicatorName.standard.map(\.description) + ["sma_200", "rsi_7"]
                let hint = error.kind == .unknown ? nearest(to: word, among: known) : nil
                let advice = hint.map { "; did you mean '\($0)'?" } ?? ""
                throw UsageError(.invalidValue, "mayak indicators: --columns: \(error.detail)\(advice)")
            }
        }
    }
}
