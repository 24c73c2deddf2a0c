import Platform

/// Files that commands read whole.
enum InputFile {
    /// The most bytes: 4 GB, more than a year of one-second bars.
    static let limit = 4_000_000_000

    /// Reads a file and makes something of it; what is wrong with its content becomes exit code 65.
    static func read<Value, Failure: Error>(
        _ path: String,
        for spec: CommandSpec,
        _ make: ([UInt8]) throws(Failure) -> Value
    ) throws -> Value {
        do {
            return try make(try FileBytes.read(path, limit: limit))
        } catch {
            throw CommandFailure(.data, "mayak \(spec.name): \(error)")
        }
    }
}
