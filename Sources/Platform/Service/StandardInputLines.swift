@preconcurrency import Dispatch  // DispatchQueue is not marked Sendable on Linux.
import Glibc

/// Standard input, line by line, until its end.
///
/// Reads with `read`, not `readLine`: that one holds the lock of `stdin` while it waits, and `fflush(nil)` before the exit
/// would wait for the lock for ever. A line longer than 4 kB comes in pieces; of more than 64 unread lines the latest are
/// dropped.
package func standardInputLines() -> AsyncStream<String> {
    AsyncStream(bufferingPolicy: .bufferingOldest(64)) { continuation in
        DispatchQueue(label: "mayak.stdin").async {
            var buffer = [UInt8](repeating: 0, count: 4_096)
            var line: [UInt8] = []
            while true {
                let count = read(STDIN_FILENO, &buffer, buffer.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { break }
                for byte in buffer[..<count] {
                    if byte == UInt8(ascii: "\n") || line.count == buffer.count {
                        continuation.yield(String(decoding: line, as: UTF8.self))
                        line = []
                    }
                    if byte != UInt8(ascii: "\n") { line.append(byte) }
                }
            }
            if !line.isEmpty { continuation.yield(String(decoding: line, as: UTF8.self)) }
            continuation.finish()
        }
    }
}

/// True when a person sits at standard input.
package func isStandardInputTerminal() -> Bool {
    isatty(STDIN_FILENO) == 1
}
