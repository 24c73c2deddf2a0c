import FoundationEssentials
import Learning
import Platform

/// `mayak train`: rows of features and labels in, an ensemble of models out.
enum TrainCommand: Command {
    static let spec = CommandSpec(
        "train",
        summary: "Fit the ensemble's models to rows of features and judge them on later ones",
        details: """
            The rows are JSON, one object a line: {"figi": "…", "features": [0.1, -2], "label": 1}, with "ts" in nanoseconds where times
            are known; labels are -1, 0, 1, or two of them. Each of --folds is judged on a block of rows that comes after those it is
            fitted to; rows whose label was not known yet are left out, and --embargo before the block.

            A file of books (docs/engine.md) goes as well: its features are made of the books, and a row's label is 1 or -1 where the mid has moved
            by more than --label-threshold spreads at the end of --horizon.

            DIR gets a file for each member with its manifest and <member>.training.json, ensemble.json, ensemble_weights.json,
            ensemble.training.json, quantization_plan.json with the quantised models, and report.html with pictures. The same rows, options
            and seed give the same bytes. docs/models.md has each of them.

            mayak train --dataset training.jsonl --output runtime/models --horizon 20
            mayak train --dataset books.jsonl.gz --output runtime/models --horizon 10s --label-threshold 1 --holdout 0.5

            Ctrl-C keeps what is best so far: the files say "partial": true, and exit 1. Exit 65: the data cannot be used; the
            message names file and line.
            """,
        options: [
            .value("dataset", "FILE", "The rows"),
            .value("output", "DIR", "Where to write; the folder is made where it is missing"),
            .value(
                "members",
                "A,B",
                "Which models",
                default: MemberName.allCases.map(\.rawValue).joined(separator: ",")
            ),
            TrainingInput.horizon,
            .value("folds", "N", "How often to judge on later rows", default: "4"),
            .value("embargo", "SPAN", "What to leave out before each judged part besides", default: "0"),
            .value("validation", "SHARE", "Of the rows to fit to, how many a fit is stopped on", default: "0.2"),
            .value(
                "holdout",
                "SHARE",
                "Of all rows, the last ones that only the finished ensemble is judged on",
                default: "0"
            ),
            .value("rounds", "N", "The most rounds of boosting", default: "300"),
            .value("epochs", "N", "The most times that a network sees all rows", default: "20"),
            .value("window", "N", "How many events a network's answer looks at", default: "32"),
            .value("hidden", "N", "Units of the LSTM and width of the transformer, an even number", default: "16"),
            .value(
                "int8-above",
                "WEIGHT",
                "Members that weigh more are quantised to int8, the others to float16",
                default: "0.5"
            ),
            .value("svm-rows", "N", "The most rows that support vectors are fitted to", default: "2000"),
            .value("seed", "N", "Of what is drawn by chance", default: "1"),
        ] + TrainingInput.books + [
            .value("lang", "ru|en", "Language of the page and its pictures", default: "en"),
            .flag("json", "Print one JSON object"),
        ]
    )

    static func run(_ arguments: Arguments) async throws {
        let input = try arguments.required("dataset")
        let output = try arguments.required("output")
        let options = try options(arguments)
        let language: TrainingLanguage =
            try arguments.value("lang", expecting: "ru or en", TrainingLanguage.init(rawValue:)) ?? .english
        let set = try await TrainingInput.set(arguments, options)
        let watch = TrainingTerminal()
        let result: TrainingResult
        do {
            result = try TrainingRun(set, options).run(watch)
        } catch let error as TrainingError {
            watch.end()
            let isData = error.kind == .tooLittle
            throw CommandFailure(isData ? .data : .failure, "mayak train: \(isData ? "\(input): " : "")\(error)")
        }
        watch.end()
        try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true)
        try write(result.files, to: output)
        // Models first: where no picture can be drawn, they are there.
        try write(try TrainingPage(result, language).files(), to: output)
        print(arguments.flag("json") ? result.report.text : TrainingTable(result).text)
        guard !result.isPartial else {
            throw CommandFailure(.failure, "mayak train: stopped early: \(output) has what was best so far")
        }
    }

    private static func write(_ files: [TrainingResult.OutputFile], to folder: String) throws {
        for file in files { try FileBytes.replace("\(folder)/\(file.name)", file.bytes, keepsPermissions: true) }
    }

    private static func options(_ arguments: Arguments) throws -> TrainingOptions {
        var options = TrainingOptions()
        let text = arguments.string("members") ?? ""
        let names = text.split(separator: ",", omittingEmptySubsequences: false).map {
            MemberName(rawValue: String($0))
        }
        guard !names.isEmpty, !names.contains(nil), Set(names).count == names.count else {
            let allowed = MemberName.allCases.map(\.rawValue).joined(separator: ", ")
            throw arguments.invalid("members", text, expecting: "some of \(allowed), each once, with commas between")
        }
        options.members = names.compactMap(\.self)
        options.folds = try arguments.integer("folds", in: 2...50) ?? options.folds
        options.embargo = try TrainingInput.span("embargo", arguments) ?? options.embargo
        options.validation = try arguments.number("validation", in: 0.01...0.5) ?? options.validation
        options.rounds = try arguments.integer("rounds", in: 1...10_000) ?? options.rounds
        options.holdout = try arguments.number("holdout", in: 0...0.9) ?? options.holdout
        options.epochs = try arguments.integer("epochs", in: 1...1_000) ?? options.epochs
        options.window = try arguments.integer("window", in: 2...1_000) ?? options.window
        options.hidden = try arguments.integer("hidden", in: 2...512) ?? options.hidden
        guard options.hidden.isMultiple(of: 2) else {
            throw arguments.invalid(
                "hidden",
                "\(options.hidden)",
                expecting: "an even number: the transformer has two heads"
            )
        }
        options.int8Above = try arguments.number("int8-above", in: 0...1) ?? options.int8Above
        options.vectorRows = try arguments.integer("svm-rows", in: 20...100_000) ?? options.vectorRows
        options.seed = UInt32(try arguments.integer("seed", in: 0...2_000_000_000) ?? 1)
        return options
    }
}
