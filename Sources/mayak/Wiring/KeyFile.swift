import Glibc
import Platform

/// The file with the Fernet key.
enum KeyFile {
    /// The key named by `--key-file` or `MAYAK_KEY_FILE`.
    static func fernet(_ arguments: Arguments) throws -> Fernet {
        guard let path = arguments.string("key-file") ?? getenv("MAYAK_KEY_FILE").map({ String(cString: $0) }) else {
            throw UsageError(.missingArgument, "mayak \(arguments.spec.name): --key-file FILE is required")
        }
        return try fernet(path)
    }

    /// - Throws: ``CommandFailure`` with exit code 78 when the file cannot be read or holds no key.
    static func fernet(_ path: String) throws(CommandFailure) -> Fernet {
        do {
            var text = try FileBytes.readText(path, limit: 4_096)
            if text.last?.isNewline == true { text.removeLast() }
            return try Fernet(key: Secret(text))
        } catch let error as FileError {
            throw CommandFailure(.configuration, "key file \(error)")
        } catch {
            throw CommandFailure(.configuration, "key file \(path): \(error)")
        }
    }
}
