import Learning
import Platform

/// `mayak model inspect`: what a model's file holds.
enum ModelInspectCommand: Command {
    static let spec = CommandSpec(
        "model inspect",
        summary: "Say what a model's file holds",
        details: """
            The format is recognised by the content: \(ModelFormat.allowed). Prints one JSON object. docs/models.md has
            what is read of each.

            Exit 65: the file cannot be read; the message says what is wrong and what is allowed.
            """,
        positionals: [.model]
    )

    static func run(_ arguments: Arguments) async throws {
        print(try ModelFile.checked(arguments).file.json.text)
    }
}

/// `mayak model predict`: a table of features in, the model's answers out.
enum ModelPredictCommand: Command {
    static let spec = CommandSpec(
        "model predict",
        summary: "Work out a model's answers to rows of features",
        details: """
            The rows are CSV whose header names the features; an empty field is a missing value. A model with several rows to one answer
            takes a column sequence, which groups them in order. The output has a column margin for a model with one output, above 0 for
            the greater of two labels, else p_0, p_1 ... in ascending order of the labels.

            mayak model predict model.json --input rows.csv --output out.csv

            Exit 65: a file cannot be read; the message names it, the line and the column.
            """,
        positionals: [.model],
        options: [
            .value("input", "FILE", "The rows"),
            .value("output", "FILE", "Where to write"),
        ]
    )

    static func run(_ arguments: Arguments) async throws {
        let input = try arguments.required("input")
        let output = try arguments.required("output")
        let file = try ModelFile.checked(arguments).file
        let table = try InputFile.read(input, for: spec) { bytes in
            try PredictionTable(file.model, bytes, named: input)
        }
        try FileBytes.replace(output, table.text, keepsPermissions: true)
        print("\(output): \(table.answers) answers to \(table.rows) rows")
    }
}

/// `mayak model verify`: whether a model's file is whole and the one that its manifest is of.
enum ModelVerifyCommand: Command {
    static let spec = CommandSpec(
        "model verify",
        summary: "Check a model's file against itself and its manifest",
        details: """
            Reads the whole file. Where MODEL.manifest.json stands beside it, its SHA-256, its features and its answers to golden vectors must
            agree too.

            Exit 65: they do not; the message says what.
            """,
        positionals: [.model]
    )

    static func run(_ arguments: Arguments) async throws {
        let (file, manifest) = try ModelFile.checked(arguments)
        let verdict = manifest.map { "manifest agrees, \($0.golden.count) golden vectors" } ?? "no manifest beside it"
        print("\(arguments.positional(0) ?? ""): \(file.format.rawValue), sha256 \(file.digest); \(verdict)")
    }
}

extension PositionalSpec {
    fileprivate static let model = PositionalSpec("MODEL", "The model's file")
}

extension ModelFile {
    /// What is wrong with the file becomes exit code 65.
    fileprivate static func checked(
        _ arguments: Arguments
    ) throws -> (file: ModelFile, manifest: ModelManifest?) {
        guard let path = arguments.positional(0) else { preconditionFailure("MODEL is required") }
        do {
            return try checked(path)
        } catch {
            throw CommandFailure(.data, "mayak \(arguments.spec.name): \(error)")
        }
    }
}
