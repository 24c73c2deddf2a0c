import Analytics
import Learning
import Platform

/// `mayak drift`: two samples compared, or a series searched for changes.
enum DriftCommand: Command {
    static let spec = CommandSpec(
        "drift",
        summary: "Say how far a sample is from a reference, or where a series changes",
        details: """
            With --reference and --current: population stability over the reference's deciles and over ten equal widths, the
            Kolmogorov-Smirnov statistic with its asymptotic and its exact probability (null beyond 400 million pairs), Wasserstein's distance.
            With --stream: the places, counted from 0, at which Page and Hinkley's test and ADWIN give alarm.
            Each file is CSV with a column of numbers: the only one, the one called value, or --column. docs/models.md has the conventions.

            mayak drift --reference last_month.csv --current today.csv --json
            mayak drift --stream values.csv --min-instances 30 --delta 0.005 --threshold 50 --alpha 0.9999 --json

            Exit 65: a file cannot be read; the message names file and line.
            """,
        options: [
            .value("reference", "FILE", "What the sample is compared with"),
            .value("current", "FILE", "The sample"),
            .value("stream", "FILE", "A series in the order of time"),
            .value("column", "NAME", "Which column of the files; the only one where it is not given"),
            .value("min-instances", "N", "Page-Hinkley: values before the first verdict", default: "30"),
            .value("delta", "NUMBER", "Page-Hinkley: deviations up to this are tolerated", default: "0.005"),
            .value("threshold", "NUMBER", "Page-Hinkley: how far the sum may go", default: "50"),
            .value("alpha", "NUMBER", "Page-Hinkley: how much of the sum each value keeps", default: "0.9999"),
            .value("adwin-delta", "NUMBER", "ADWIN: the confidence of a cut", default: "0.002"),
            .flag("json", "Print one JSON object"),
        ]
    )

    private static let seriesOptions = ["min-instances", "delta", "threshold", "alpha", "adwin-delta"]

    static func run(_ arguments: Arguments) async throws {
        let stream = arguments.string("stream")
        guard stream == nil || (arguments.string("reference") == nil && arguments.string("current") == nil) else {
            throw UsageError(
                .unexpectedValue,
                "mayak drift: --stream stands alone; without it --reference and --current are needed"
            )
        }
        for name in seriesOptions where stream == nil && arguments.given(name) != nil {
            throw UsageError(.unexpectedValue, "mayak drift: --\(name) is of a series, and needs --stream")
        }
        let tests = try (pageHinkley(arguments), adaptiveWindow(arguments))
        let result: JSON
        if let stream {
            result = DriftAlarms(try values(stream, arguments), tests.0, tests.1).json
        } else {
            let reference = try arguments.required("reference")
            let current = try arguments.required("current")
            let comparison = DriftComparison(
                reference: try values(reference, arguments),
                current: try values(current, arguments)
            )
            guard let comparison else { preconditionFailure("a sample that was read has values") }
            result = comparison.json
        }
        print(arguments.flag("json") ? result.text : result.lines)
    }

    private static func values(_ path: String, _ arguments: Arguments) throws -> [Double] {
        try InputFile.read(path, for: arguments.spec) { bytes throws(CSVError) in
            try SampleColumn.read(bytes, named: path, column: arguments.string("column"))
        }
    }

    private static func pageHinkley(_ arguments: Arguments) throws(UsageError) -> PageHinkley {
        PageHinkley(
            least: try arguments.integer("min-instances", in: 1...1_000_000_000) ?? 30,
            tolerance: try arguments.number("delta", in: 0...1e300) ?? 0.005,
            threshold: try arguments.number("threshold", in: 0...1e300) ?? 50,
            memory: try arguments.number("alpha", in: 0...1) ?? 0.9999
        )
    }

    private static func adaptiveWindow(_ arguments: Arguments) throws(UsageError) -> AdaptiveWindow {
        let text = arguments.string("adwin-delta") ?? ""
        guard let delta = Double(text), delta > 0, delta <= 1 else {
            throw arguments.invalid("adwin-delta", text, expecting: "a number above 0, at most 1")
        }
        return AdaptiveWindow(delta: delta)
    }
}
