import Engine
import Platform

/// What commands that read market data have in common.
enum MarketDataset {
    static let onError = OptionSpec.value(
        "on-error",
        "WHAT",
        "What to do with a line that cannot be used",
        default: ErrorPolicy.fail.rawValue,
        allowed: ErrorPolicy.allCases.map(\.rawValue)
    )

    static func policy(_ arguments: Arguments) -> ErrorPolicy {
        arguments.string("on-error").flatMap(ErrorPolicy.init) ?? .fail
    }

    /// Turns what is wrong with a data file into one line with its name, and exit code 65.
    static func reading<Result>(
        _ path: String,
        for spec: CommandSpec,
        _ body: () async throws -> Result
    ) async throws -> Result {
        do {
            return try await body()
        } catch let error as FeedError {
            let place = error.line.map { "\(path):\($0): " } ?? "\(path): "
            throw CommandFailure(.data, "mayak \(spec.name): \(place)\(error.detail)")
        } catch let error as InflateError {
            throw CommandFailure(.data, "mayak \(spec.name): \(path): \(error)")
        } catch let error as FileError {
            throw CommandFailure(.data, "mayak \(spec.name): \(error)")
        }
    }

    /// Says on standard error what was left out.
    static func tell(_ skipped: SkippedLines, of path: String) {
        guard skipped.count > 0 else { return }
        for error in skipped.first {
            StandardError().write("\(path):\(error.line ?? 0): skipped: \(error.detail)", level: .warning)
        }
        StandardError().write("\(path): \(skipped.count) skipped", level: .warning)
    }
}
