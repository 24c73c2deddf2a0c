import Market
import Platform

/// Encrypts and decrypts a short secret, as the configuration does, and compares it with Python's `cryptography`.
enum FernetBenchmark: Benchmark {
    static let name = "fernet"
    static let subject = "Fernet of 64 bytes; goal 4 µs, Python's cryptography 7.4 µs"

    private static let rounds = 20_000

    static func run() throws {
        let fernet = try Fernet(key: try Fernet.makeKey())
        let message = [UInt8](repeating: 65, count: 64)
        let now = Timestamp(seconds: 1_700_000_000)
        let token = try fernet.encrypt(message, now: now)
        let encryption = try best(of: 5) { for _ in 0..<rounds { _ = try fernet.encrypt(message, now: now) } }
        let decryption = try best(of: 5) { for _ in 0..<rounds { _ = try fernet.decrypt(token, now: now) } }
        printRow("fernet", ["µs", "of Python's"])
        for (name, time) in [("encrypt", encryption), ("decrypt", decryption)] {
            let micros = time.inSeconds * 1e6 / Double(rounds)
            printRow(name, ["\((micros * 100).rounded() / 100)", "\((micros / 7.4 * 100).rounded() / 100)"])
        }
    }
}
